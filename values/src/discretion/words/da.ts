import type { Words } from "./shape.ts";

export const da: Words = {
  treatment: `
    *rodbehandl* *rodfyld* *rodkanal* rodspids* *tandudtræk* *ekstraktion* *tandfyld* *tandblegning* *blegning_af_tænder* tandrens* tandsten* *depuration* tandregulering* *tandbøjle* *kæbekirurg* *ortodonti* endodonti* *parodontal* *parodontolog* pedodonti* *protetik* *tandprotese* *helprotese* *delprotese* *protese*  *implantat* *implantater*
    *apikoektomi* *gingivektomi* *pulpotomi* *pulpektomi* *fissurforsegl* fluorlak* fluorbehandl* *bidskinne* *natskinne* snorkeskinne* *røntgen* bitewing* *panoramaoptag* *ortopantomogram* komposit kompositfyld* kompositplast* kompositkron* *plastfyldning* *amalgamfyld* *sølvfyldning* *metalkeram* *helkeram* *porcelænskrone* *guldkrone* *tandkrone* facader_på_tænder *skalfacade* *tandbro*
    *lokalbedøv* *bedøvelse* *anæstesi* *narkose* *lattergas* *sedering* *subgingival* *supragingival* scaling *visdomstand* *visdomstænder* *knogletransplant* *sinusløft* *suturfjern* *suturering* *operativ_fjernelse* kæbeoperation*
    *kastration* *kastrering* neutralisation_af* *sterilisation_af* *aflivning* *eutanasi* *kremering* *vaccination* *vaccine* *vaccinering* *ormekur* *kloklip* *analkirt* *ultralyd* *blodprøve* *urinprøve* *biopsi* *cytologi* *obduktion* *kejsersnit* *drægtighed* sårbehandling sårpleje* *kirurgi* *kirurgisk* *amputation* *injektion* *infusion* *kemoterapi*
    *tandundersøg* *tandeftersyn* *pocheundersøg* *akupunktur* *fysioterapi* *psykoterapi* *botox*`,
  tooth: `
    tand tanden tænder tænderne tandens mælketand* mælketænder* *fortand* *fortænder* hjørnetand* hjørnetænder* *præmolar* *molarer* ~molar *kindtand* *kindtænder* *tandkød* *tandrod* *tandrødder* tandhals* tandflade* tandpine* tandbehandling* tandskade* tandfraktur* tandimplant* tandslid* tandsygdom* tandløs* tandløsning* tandstatus* tandkirurg* tandskær*
    *underkæbe* *overkæbe* *kæbeled* *kæbebrud* *mesial* *distalt* *bukkal* lingual lingualt *okklusal* *palatinal* mundhule*`,
  diagnosis: `
    caries cariesangreb* cariesbehandl* *karies* *paradentose* *parodontitis* *gingivitis* *tandkødsbetænd* *pulpitis* *pulpanekrose* *perikoronitis* periimplantitis* peri-implantitis* *absces* *tandbyld* byld bylder bylden *betændelse* *infektion* *inficeret* *granulom* *cyste* *cyster* *bruksisme* *bruxisme* *retineret* *agenesi* *hypoplasi* *fluorose* *leukoplaki* *mundtørhed* *xerostomi*
    halitose* *aftøs* *stomatitis* *dysplasi* *svulst* tumor tumorer kræftbehandl* kræftsygdom* kræftknude* mundkræft* hudkræft* *karcinom* *melanom* sarkom osteosarkom* fibrosarkom* *diabetes* *sukkersyge* *epilepsi* hivsmitte* hiv-smitte* *hepatitis* *allergi*  *blødning* *fraktur* *tandlægeskræk* odontofobi* angst angsten tandlægeangst* *depression* *graviditet* ~gravid *bihulebetænd* *sinuitis* *osteoporose* *nekrose* *diagnose* *sygdom* *smerter* hævelse hævelsen hævelser`,
  material: `*amalgam* *glasionomer* *zirkonia* *zirkonium* guttaperka* *kofferdam* *kompositmateriale* *titanskrue* *guldindlæg* *kobolt-krom* *knogleerstat*`,
  drug: `*antibiotika* *penicillin* *smertestillende* *bedøvende* beroligende *kortison* *blodfortynd* *klorhexidin* *lægemiddel* *medicinering* *insulin* *antidepress* *sovemiddel* *hormonbehandl*`,
  illness: `
    *kennelhoste* *hvalpesyge* *parvovirus* *livmoderbetænd* *pyometra* *halthed* *hofteled* *albueled* *korsbånd* *patellaluks* kolik *forfangen* *mastitis* *yverbetænd* *øremider* *flåtb* *borreliose* *skab_hos* *fnat* *ræveskab* *katteinfluenza* felin *lymfom* *nyresvigt* *hjertesvigt* mislyd_på_hjert* *blæresten* *urinsten* diarré *opkast*
    *forgiftning* *bidskade* *øjenbetænd* *ørebetænd* *hudbetænd* *atopi* *leishman* *babesi*`,
  harmless: `dataekstraktion*`,
  besideTooth: `krone kroner bro fyldning fyldninger plast stift indlæg facade skal udtræk ekstr`,
};
