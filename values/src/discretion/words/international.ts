/**
 * Substances and brands as they stand on a line in any of the languages, by their stems. Medicines for people and animals that dental and
 * animal clinics give or prescribe; the stems are those of the international non-proprietary names (WHO, INN stem book).
 */
export const substances = `
  amoxicil* amoksicil* ampicil* *penicillin* dicloxacil* fenoxymetyl* clindamyc* klindamyc* metronidazol* erythromyc* erytromyc* azithromyc* azitromyc* doxycyc* doksycyk* tetracycl* cefalex* cephalex* cefazol* enrofloxac* marboflox* trimetoprim* trimethoprim*
  ibuprofen* ibuprofene paracetamol* acetaminophen* naproxen* naproksen* diclofenac* diklofenak* ketoprofen* tramadol* kodein* codein* oksykodon* oxycodon* hydrocodon* morfin* morphin* morfina metadon* methadon* buprenorf* buprenorph* fentanyl* ketamin* propofol*
  lidocain* lidokain* articain* artikain* mepivacain* mepivakain* bupivacain* bupivakain* prilocain* prilokain* xylocain* citanest* septocain* epinefrin* adrenalin* diazepam* midazolam* oxazepam* triazolam* alprazolam* lorazepam*
  klorheksidin* klorhexidin* chlorhexidin* clorexidin* warfarin* apixaban* rivaroxaban* dabigatran* clopidogrel* klopidogrel* prednisolon* prednison* deksametas* dexameth* kortisol* hydrocortis* metformin* levotyrox* levothyrox* sertralin* fluoxetin* escitalopram* citalopram* venlafaxin* quetiapin* lithium_carb* methylphenidat* metylfenidat*
  meloxicam* meloksikam* carprofen* karprofen* robenacoxib* firocoxib* gabapentin* pregabalin* oclacitinib* fluralaner* afoxolaner* sarolaner* fipronil* imidacloprid* selamectin* milbemyc* praziquantel* prazikvantel* fenbendazol* pyrantel* ivermect* moxidect* pimobendan* furosemid* enalapril* benazepril* methimazol* tiamazol* maropitant* medetomidin* dexmedetomidin*
  acepromazin* pentobarbital* butorphanol* butorfanol* nobivac* rimadyl* metacam* apoquel* bravecto* nexgard* frontline_spot* milpro* drontal* apocillin* flagyl* imacillin* ibux pinex paralgin* panodil* alvedon* ipren voltaren* augmentin* zithromax* vicodin percocet valium stesolid* xanor xanax imovane* stilnoct* botox* dysport*
`;
