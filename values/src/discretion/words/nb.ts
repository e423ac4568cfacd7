import type { Words } from "./shape.ts";

/** Norwegian, bokmål with the commonest forms of nynorsk. */
export const nb: Words = {
  treatment: `
    *rotfyll* *rotbehandl* *rotspiss* *rotkanal* *ekstraksjon* tannfyll* tanntrekk* trekking_av_tann *tannuttrekk* *tannrens* *tannblek*
    *bleking_av_tenner* kjevekirurg* kjeveortoped* *tannregulering* regulering_av_tenner reguleringstann* *implantat* *implantering*
    *apikoektomi* *gingivektomi* *pulpotomi* *pulpektomi* endodonti* periodont* pedodonti* protetikk* *protese* *helprotese* delprotese* *fissurforsegl*
    *forsegling_av_tenner* *lakkering_av_tenner* fluorlakk* fluorbehandl* *bittskinne* *nattskinne* snorkeskinne* søvnapneskinne*
     *røntgen*  bitewing* *ortopantomogram* panoramabilde* opg opg-bilde* kompositt kompositten komposittfyll* plastfyll* amalgamfyll* sølvfyll*
    sementer*_av_krone *metallkeram* *keramkrone* *helkeram* porselenskrone* gullkrone* stiftkrone* skallfasett* porselensfasetter* *tannbro* innlegg_i_tann
    lokalbedøvelse* *bedøvelse* *anestesi* *narkose* lystgass* *sedering* *depurasjon* tannstein* scaling *subgingival* *supragingival* lommedybde* *kyretasje*
    *operativ_fjerning* *visdomstann* *visdomstenner* *beintransplant* *bentransplant* *sinusløft* *suturfjerning* *suturering* *sting_fjernet* sårstell*
    *kastrering* *kastrasjon* *sterilisering_av* *steriliseringsop* *ovariohysterektomi* avlive avlives avlivet *avliving* *avlivning* *eutanasi* *kremering* *vaksinasjon* *vaksine* *vaksinering* *ormekur* ormebehandl*
    *klotrim* kloklipp* analsekk* *ultralydundersøk* *ultralyd* *blodprøve* *urinprøve* *biopsi* *cytologi* *obduksjon* *keisersnitt* *drektighet* *øreskylling*
    *sårbehandling* *kirurgi* *kirurgisk* *amputasjon* operasjon_av_visdoms* operasjon_av_kjeve* *klinisk_undersøkelse* *injeksjon* *infusjon* *kjemoterapi* *laserbehandling* *avsilingspr* *tannundersøk*
    *tannkontroll* *sondering* *botoks* *botox* *filler_i_lepper* *kiropraktikk* *akupunktur* *fysioterapi* *psykoterapi*`,
  tooth: `
    tann tanna tannen tenner tennene tannens melketann* melketenner* *jeksel* jekslene fortann* fortenner* hjørnetann* hjørnetenner* *premolar* *molarer* ~molar *kindtann* *kindtenner* *tannkjøtt*
    *tannrot* *tannrøtter* tannkjøttet tannhals* tannkrone* tannflate* tannsett* tannverk* tannbehandling* tannskade* tannbrudd* tannimplant* tannslit* tannpine* tannsykdom* tannløs* tannråte*
    tannstatus* tannkirurg* tannreg* *underkjeve* *overkjeve* kjeveledd* *kjevebrudd* *mesial* *distalt* *bukkal* lingual lingualt *okklusal* *palatinal* munnhule* gommen ganespalte*`,
  diagnosis: `
    *karies* *periodontitt* *gingivitt* *pulpitt* *pulpanekrose* *perikoronitt* *peri-implantitt* periimplantitt* *abscess* *abscesser* byll byllen byller tannbyll* verkebyll* *betennelse* *infeksjon* *infisert* *granulom* *cyste* *cyster* *bruksisme* tanngnissing* tannagn* *retinert* *agenesi* *hypoplasi* *mineralisering*
    mih *fluorose* *leukoplaki* *munntørrhet* xerostomi* *halitose* *aftøs* afte after_i_munn* *stomatitt* *dysplasi* *svulst* tumor tumorer hjernetumor* jurtumor* hudtumor* munntumor* kreft kreften kreftbehandl* kreftsvulst* munnkreft* hudkreft* tungekreft* *karsinom* *melanom* sarkom sarkomer osteosarkom* fibrosarkom* *diabetes* *epilepsi* hiv-smitte* hivsmitte* *hepatitt* *allergi*  *blødning* *fraktur* kjevebrudd* *tannlegeskrekk*
    odontofobi* angst angsten angstlid* tannlegeangst* *depresjon* *graviditet* ~gravid *bihulebetennelse* *sinusitt* *osteoporose* *nekrose* *diagnose* *sykdom* *smerter* hevelse hevelsen hevelser`,
  material: `*amalgam* *glassionomer* *zirkonia* *zirkonium* *porselensfasett* guttaperka* *kofferdam* *komposittmateriale* *resorberbar_sutur* *titanskru* *gullinnlegg* *kobolt-krom* *benerstatning*`,
  drug: `*antibiotika* *penicillin* *smertestillende* *bedøvende* beroligende *kortison* *blodfortynn* *klorheksidin* *legemiddel* *medisinering* *insulin* *antidepress* *sovemiddel* *resept_på* *hormonbehandl*`,
  illness: `
    *kennelhoste* *valpesyke* *parvovirus* *livmorbetennelse* *pyometra* *halthet* *hofteledd* *albueledd* *korsbånd* *patellaluks* kolikk* forfangen* *mastitt* *jurbetennelse* *øremidd* *lopper_på* *flåttb* *borreliose* *skabb* *ringorm_* *kattekopper* *kattesnue* felin *lymfom* *nyresvikt* *hjertesvikt* *hjertebilyd*
    *urinstein* diaré diareen *oppkast* *forgiftning* *bittskade* *brukket_bein* *øyebetennelse* *ørebetennelse* *hudbetennelse* *atopi* *stoffskifte* *leishman* *babesi*`,
  harmless: `diagnosenøytral*`,
  besideTooth: `krone kroner bro fylling fyllinger plast stift innlegg fasett skall trekking ekstr`,
};
