import type { Words } from "./shape.ts";

export const sv: Words = {
  treatment: `
    *rotfyll* *rotbehandl* *rotkanal* rotspets* *tandutdrag* *extraktion* *extraktioner* tandfyll* *tandlagning* *lagning_av_tand* tandblek* *blekning_av_tänder* tandsten* *depuration* *tandregler* *tandreglering* tandställning* *käkkirurg* *ortodonti* endodonti* *parodontal* *parodontolog* pedodonti*
    *protetik* *tandprotes* *helprotes* *delprotes* protes protesen protesens protesarbete* *helprotes* *protestand* proteser *tandproteser* *delproteser* *implantat* *implantatkirurgi* *apikektomi* *gingivektomi* *pulpotomi* *pulpektomi* *fissurförsegl* fluorlack* fluorbehandl* *bettskena* *bettskenor* *nattskena* snarkskena* apnéskena* *röntgen* bitewing* *panoramabild* *ortopantomogram* komposit kompositlag* kompositplast* kompositkron* *kompositfyllning* plastfyllning* amalgamfyll*
    *metallkeramik* helkeramik* *porslinskrona* *guldkrona* *tandkron* *skalfasad* *tandbro* *lokalbedöv* *bedövning* *anestesi* *narkos* *lustgas* *sedering* *subgingival* *supragingival* scaling *visdomstand* *visdomständer* *bentransplant* *sinuslyft* *suturtagning* *suturering* *operativt_avlägsn* käkoperation*
    *kastration* *kastrering* *sterilisering_av* *avlivning* *eutanasi* *kremering* *vaccination* *vaccin* *vaccinering* *avmaskning* *kloklipp* *analsäck* *ultraljud* *blodprov* *urinprov* *biopsi* *cytologi* *obduktion* *kejsarsnitt* *dräktighet* sårbehandling *sårvård* *kirurgi* *kirurgisk* *amputation* *injektion* *infusion* *cellgift*
    *tandundersök* *sondering* *akupunktur* *fysioterapi* *psykoterapi* *botox*`,
  tooth: `
    tand tanden tänder tänderna tandens mjölktand* mjölktänder* *framtand* *framtänder* hörntand* hörntänder* *premolar* *molarer* ~molar *kindtand* *kindtänder* *tandkött* *tandrot* *tandrötter* tandhals* tandyta* tandvärk* tandbehandling* tandskada* tandfraktur* tandimplant* tandslitage* tandsjukdom* tandlös* tandlossning* tandstatus* tandkirurg* tandgnissl*
    *underkäk* *överkäk* käkled* *käkfraktur* *mesial* *distalt* *buckal* lingual lingualt *ocklusal* *palatinal* munhåla*`,
  diagnosis: `
    *karies* *parodontit* *gingivit* *pulpit* *pulpanekros* *perikoronit* periimplantit* peri-implantit* *abscess* tandböld*  *inflammation* *infektion* *infekterad* *granulom* *cysta* *cystor* *bruxism* *retinerad* *agenesi* *hypoplasi* *fluoros* *leukoplaki* *muntorrhet* *xerostomi* halitos* *aftös* *stomatit* *dysplasi* tumör tumörer juvertumör* hudtumör* muntumör* *cancer*
    *karcinom* *melanom* sarkom osteosarkom* fibrosarkom* *diabetes* *epilepsi* hivsmitta* hiv-smitta* *hepatit* *allergi*  *blödning* *fraktur* *tandvårdsrädsla* odontofobi* ångest ångesten *depression* *graviditet* ~gravid *bihåleinflam* *sinuit* *osteoporos* *nekros* diagnos diagnosen diagnoser* *sjukdom* *smärta* *smärtor* *svullnad*`,
  material: `*amalgam* *glasjonomer* *zirkonia* *zirkonium* guttaperka* *kofferdam* *kompositmaterial* *titanskruv* *guldinlägg* *kobolt-krom* *benersättning*`,
  drug: `*antibiotika* *penicillin* *smärtstillande* *bedövande* lugnande_med* lugnande_läk* *kortison* *blodförtunn* *klorhexidin* *läkemedel* *medicinering* *insulin* *antidepress* *sömnmedel* *hormonbehandl*`,
  illness: `
    *kennelhosta* *valpsjuka* *parvovirus* *livmoderinflam* *pyometra* hälta hältan hältutredning* *höftled* *armbågsled* *korsband* *patellalux* kolik fång_hos_häst* *mastit* *juverinflam* *öronskabb* *fästingb* *borrelia* *borrelios* *skabb* *kattsnuva* felin *lymfom* *njursvikt* *hjärtsvikt* *blåsljud* *urinsten* diarré *kräkning* *förgiftning*
    *bitskada* *ögoninflam* *öroninflam* *hudinflam* *atopi* *leishman* *babesi*`,
  harmless: `data-extraktion dataextraktion*`,
  besideTooth: `krona kronor bro lagning fyllning fyllningar plast stift inlägg fasad skal utdragning extr`,
};
