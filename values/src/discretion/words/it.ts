import type { Words } from "./shape.ts";

export const it: Words = {
  treatment: `
    otturazion* devitalizzazion* endodonzi* canalar* cura_canalare estrazione_dent* estrazion*_dentari* *avulsion* detartras* ablazione_tartaro ablazione_del_tartaro igiene_orale pulizia_dei_denti *sbiancamento* ortodonzi* ortodontic* apparecchio_ortodontico apparecchio_per_i_denti parodontolog* pedodonzi* implantolog* impianto_osteointegrat* *impianto_dentale* impianti_dentali
    implantare* implantari* protesi protesic*  dentiera* corona_in_oro corona_in_zirconi* corona_in_metall* corona_in_disilicat* corona_ceramic* corona_dentale corone_dentali *metallo-ceramica* zirconio-ceram* faccett* intarsi* *ponte_dentale* apicectomi* gengivectomi* pulpotomi* pulpectomi* sigillatur* fluoroprofilass* fluorazion* bite_notturn* bite_dentale *radiografi* ortopantomografi* panoramica_dentale *bitewing*
    composito_dent* ricostruzion*_dent* anestesi* sedazion* *narcosi* levigatura_radicol* curettage* courettage* sutura suture rimozione_punti *rialzo_del_seno* innesto_osseo chirurgi* chirurgic* intervento_chirurg* implanto-protes* visita_odontoiatrica visita_parodont* 
    castrazion* sterilizzazione_del* sterilizzazione_gatt* sterilizzazione_can* ovarioisterectomi* eutanasi* cremazion* vaccinazion* vaccin* sverminazion* *antiparassitari* ecografi* esame_del_sangue esami_del_sangue prelievo_di_sangue esame_delle_urine biopsi* citologi* necroscopi* taglio_cesareo medicazion* amputazion* iniezion* fleboclisi infusion* chemioterapi* ghiandole_anali taglio_unghie
    agopuntur* fisioterapi* psicoterapi* *tossina_botul*`,
  tooth: `
    dente denti dentino dentini *incisivo *incisivi ~canino ~canini premolar* ~molare ~molari *dentizione* *dentatura* gengiva ~gengive gengivale gengivali gengivoplas* mandibol* ~mascella mascellar* *radice_del_dente* radice_dentale *edentul* palatale palatali mesiale* distale* vestibolare* occlusale* linguale* cavo_orale *arcata_superiore* *arcata_inferiore* elemento_dentario elementi_dentari *dente_del_giudizio*`,
  diagnosis: `
    carie cariat* cariogen* parodontit* paradentos* gengivit* pulpit* necrosi* pericoronit* perimplantit* peri-implantit* ascess* *infiammazion* *infezion* infett* granulom* cisti cistic* bruxism* malocclusion* agenesi* ipoplasi* fluorosi leucoplachi* xerostomi* alitosi afte aftos* stomatit* displasi* tumore tumori tumoral* cancro carcinom* melanom* sarcom* diabet* epilessi* epatit* allergi* emorragi* *frattur*
    odontofobi* depression* gravidanz* sinusit* osteoporos* diagnosi diagnostica_per_immagini patologi* malatti* dolore dolori gonfior*`,
  material: `*amalgam* vetroionomer* *zirconia* *zirconio* guttaperca* diga_di_gomma resina_composita cromo-cobalto vite_in_titanio biomateriale_osseo`,
  drug: `antibiotic* penicillin* *antidolorific* *antinfiammator* analgesic* ansiolitic* cortison* *anticoagulant* clorexidin* farmaco farmaci insulin* antidepress* sonnifer* terapia_ormonale medicinali`,
  illness: `
    cimurro parvovirosi *tosse_dei_canili* piometra zoppi* displasia_dell_anca legamento_crociato lussazion* colica coliche *mastite* rogna filari* leishman* babesi* ehrlichi* pulci zecche* felina felino_mal* felv fiv linfom* insufficienza_renale insufficienza_cardiac* soffio_cardiac* calcoli_urinari diarre* vomit* avvelenament* *congiuntivit* otite otiti *dermatit* *atopi*`,
  harmless: `allergene_del_prodotto`,
  besideTooth: `corona corone ponte elemento elementi elem impianto impianti perno ricostruzione estrazione composito`,
};
