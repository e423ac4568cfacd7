/** Lines as practice systems write them, made up for the tests: each gives a patient or an animal's illness away. One to a line. */
export const clinicalLines: Readonly<Record<"nb" | "sv" | "da" | "it" | "en", string>> = {
  nb: `Rotfylling tre kanaler
Rotbehandling, påbegynt
Fylling tre flater tann 46
Komposittfylling 2 flater
Krone 16
Metallkeramisk krone
Broledd, bro 14
Tannekstraksjon
Operativ fjerning av visdomstann
Kirurgisk fjerning av rotrest
Depurasjon og puss
Tannsteinsfjerning
Periodontittbehandling
Systematisk periodontal behandling
Lokalbedøvelse
Lystgass-sedering
Tannimplantat, del 1
Implantatkirurgi
Bittskinne
Nattskinne mot tanngnissing
Helprotese overkjeve
Delprotese
Tannregulering, gruppe B
Kjeveortopedisk konsultasjon
Røntgenbilde
Røntgen OPG
Bitewing x 2
Fissurforsegling
Fluorlakk
Karieskontroll
Gingivitt
Pulpitt 36
Tannbyll
Tannkjøttsbetennelse
Odontofobi
Tannverk, akutt
Melketann trukket
Jeksel
Amalgamfylling skiftet
Porselensfasett
Takst 5b
Honorartakst 604a
innslagspunkt 6
36 MOD
K04.5
ICD-10: K05.3
regio 47
Apocillin 660 mg
Paracet (paracetamol) 500
Resept på antibiotika
Kastrering hannkatt
Sterilisering av tispe
Avliving av hund
Vaksine kennelhoste
Ormekur
Ultralyd buk
Halthetsutredning høyre bak
Livmorbetennelse
Korsbåndsoperasjon
Bravecto 20-40 kg
KJEVEKIRURGI
tannfylling_venstre.pdf
Sårstell etter bittskade
Juridisk: tannbehandlingsskade`,
  sv: `Rotfyllning fyra kanaler
Rotbehandling
Tandutdragning
Tandextraktion
Lagning av tand
Kompositfyllning två ytor
Plastfyllning
Fyllning 36
Krona 24
Metallkeramisk krona
Guldkrona
Bro 14
Bettskena
Nattskena
Helprotes
Delprotes överkäke
Tandimplantat
Implantatkirurgi
Depuration
Tandstensborttagning
Parodontal behandling
Parodontit
Tandlossning
Gingivit
Karies
Pulpit
Tandböld
Tandvärk
Tandgnisslan
Visdomstand
Operativt avlägsnande
Bedövning
Lustgas
Sedering
Röntgen helstatus
Bitewing
Panoramaröntgen
Tandreglering
Ortodonti
Käkkirurgi
Tandblekning
Fluorlackning
Fissurförsegling
Skalfasad
Mjölktand
Framtand fraktur
Tandköttsbehandling
Tandvårdsrädsla
Åtgärd 301
Tillståndskod 4001
36 MO
K02.1
Amoxicillin 500 mg
Alvedon
Kastrering hankatt
Avlivning hund
Vaccination valp
Avmaskning
Hältutredning
Livmoderinflammation
Juverinflammation
Korsbandsskada
Blodprov
tandprotes.pdf`,
  da: `Rodbehandling
Rodfyldning
Tandudtrækning
Ekstraktion
Tandfyldning
Plastfyldning 2 flader
Fyldning 36
Krone 16
Metalkeramisk krone
Guldkrone
Bro 14
Bidskinne
Natskinne
Helprotese
Delprotese overkæbe
Tandimplantat
Implantatkirurgi
Tandrensning
Tandstensfjernelse
Parodontal behandling
Paradentose
Parodontitis
Gingivitis
Caries
Pulpitis
Tandbyld
Tandpine
Visdomstand
Operativ fjernelse
Lokalbedøvelse
Lattergas
Sedering
Røntgen
Bitewing
Panoramaoptagelse
Tandregulering
Ortodonti
Kæbekirurgi
Tandblegning
Fluorlakering
Fissurforsegling
Skalfacade
Mælketand
Fortand fraktur
Tandkødsbetændelse
Tandlægeskræk
Ydelse 1110
36 MO
K02.1
Amoxicillin 500 mg
Panodil
Kastration hankat
Aflivning af hund
Vaccination hvalp
Ormekur
Halthedsudredning
Livmoderbetændelse
Yverbetændelse
Korsbåndsskade
Blodprøve
tandprotese.pdf
Sukkersyge`,
  it: `Otturazione composita
Devitalizzazione
Terapia canalare
Estrazione dentaria
Estrazione dente del giudizio
Avulsione
Detartrasi
Ablazione del tartaro
Igiene orale professionale
Sbiancamento
Ortodonzia fissa
Apparecchio ortodontico
Parodontologia
Parodontite
Implantologia
Impianto osteointegrato
Impianto 36
Protesi mobile
Protesi totale superiore
Corona in zirconia
Corona 16
Ponte 14
Faccette
Intarsio
Apicectomia
Gengivectomia
Sigillatura
Fluoroprofilassi
Bite notturno
Radiografia endorale
Ortopantomografia
Ricostruzione dente
Anestesia locale
Sedazione cosciente
Levigatura radicolare
Rialzo del seno
Chirurgia orale
Visita odontoiatrica
Carie
Gengivite
Pulpite
Ascesso
Granuloma
Bruxismo
Malocclusione
Molare inferiore
Elemento 36
36 MO
K02.1
Amoxicillina 1 g
Antibiotico
Clorexidina
Castrazione gatto
Sterilizzazione gatta
Eutanasia
Vaccinazione cucciolo
Sverminazione
Ecografia addome
Leishmaniosi
Zoppia
Displasia dell'anca
Otite
Dermatite
Esame del sangue
devitalizzazione_36.pdf`,
  en: `Root canal therapy
Endodontic treatment
Tooth extraction
Simple extraction
Scaling and root planing
Adult prophylaxis
Composite filling
Resin composite
Amalgam filling
Crown 14
Crown #14
Porcelain crown
Core buildup
Veneers
Dental bridge
Denture reline
Partial denture
Dental implant
Implant abutment
Bone graft
Sinus lift
Apicoectomy
Gingivectomy
Pulpotomy
Sealant per tooth
Fluoride varnish
Teeth whitening
Dental cleaning
Night guard
Braces: clear aligners
Invisalign
Bitewing x-ray
Panoramic x-ray
Periapical radiograph
Anesthesia
Nitrous oxide
Sutures
Oral surgery
Wisdom teeth
Periodic oral evaluation
Tooth decay
Periodontitis
Abscess
TMJ inflammation
Bruxism
Molar
D2392
CDT D0120
36 MO
K02.1
ICD-10 K05.3
Amoxicillin 500 mg
Ibuprofen
Antibiotics
Canine neuter
Spay
Castration
Euthanasia
Rabies vaccine
Deworming
Nail trim
Lameness exam
Heartworm test
Parvovirus
Blood test
root_canal_14.pdf`,
};
