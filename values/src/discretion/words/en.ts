import type { Words } from "./shape.ts";

export const en: Words = {
  treatment: `
    root_canal* *endodont* *periodont* *prosthodont* orthodont* tooth_extraction* dental_extraction* extraction_of extraction extractions root_planing scaling_and_root scaling prophylaxis prophy dental_filling* composite_filling* amalgam_filling* resin-based composite_resin resin_composite *tooth-colored* dental_crown* porcelain_crown* ceramic_crown* crown_buildup core_buildup post_and_core *veneer* *dental_bridge* pontic pontics inlay inlays onlay onlays denture* overdenture*
    dental_implant* implant_abutment* implant_supported *implant implants bone_graft* sinus_lift* *apicoectomy* *gingivectomy* *pulpotomy* *pulpectomy* pulp_cap* *dental_sealant* sealant_per *fluoride* tooth_whitening teeth_whitening *teeth_cleaning* dental_cleaning* night_guard* nightguard* *occlusal_guard* *retainer_replac* *dental_braces* *invisalign* clear_aligner* *bitewing* *periapical* *panoramic_x* x-ray* xray* radiograph*
    *anesthesi* *anaesthesi* *sedation* nitrous_oxide *local_anesth* *suture* *sutures* *debridement* *curettage* *frenectomy* *alveoloplasty* *surgery* *surgical* *wisdom_tooth* *wisdom_teeth* periodic_oral_eval* oral_evaluation* oral_exam* *mouthguard_fit*
    neuter neutered neutering ~spay ~spayed *castration* *ovariohysterectomy* *euthanasia* *cremation* *vaccination* *vaccine* *vaccinated* *deworm* *nail_trim* anal_gland* *ultrasound* blood_test* bloodwork blood_panel* urinalysis *biopsy* *cytology* *necropsy* c-section* *caesarean* *wound_care* *amputation* injection injections *infusion* *chemotherapy* *acupuncture* *physiotherapy* *psychotherapy* *botox* *microchip_implant*`,
  tooth: `tooth teeth *incisor* *bicuspid* *premolar* ~molar ~molars *cuspid* canine_tooth canine_teeth *gumline* *gingiva* *mandib* *maxill* *jawbone* *lower_jaw* *upper_jaw* mesial* distal_* buccal* lingual lingually occlusal* palatal* *toothache* *edentul* *oral_cavity*`,
  diagnosis: `
    caries *dental_decay* *tooth_decay* *periodontitis* *gingivitis* *pulpitis* *pulp_necrosis* *pericoronitis* *peri-implantitis* *periimplantitis* *abscess* *inflammation* *infection* infected *granuloma* cyst cysts *bruxism* *malocclusion* impacted_tooth impacted_teeth impacted_molar* impacted_canine* impacted_wisdom* *hypoplasia* *fluorosis* *leukoplakia* *xerostomia* *halitosis* *aphthous* *stomatitis* *dysplasia* tumor tumors *tumour* *cancer* *carcinoma* *melanoma* *sarcoma*
    *diabetes* *diabetic* *epilepsy* hiv_positive *hepatitis* *allergy* allergies *allergic* *hemorrhage* *haemorrhage* *fracture* *dental_phobia* *depression* *pregnancy* ~pregnant *sinusitis* *osteoporosis* *necrosis* *diagnosis* *diagnoses* *diagnosed* *illness* disease diseases *swelling* *cracked_tooth*`,
  material: `*amalgam* *glass_ionomer* *zirconia* *zirconium* gutta-percha* rubber_dam* *composite_material* titanium_screw* cobalt-chrom*`,
  drug: `*antibiotic* *penicillin* painkiller* *analgesic* *sedative* *cortisone* *blood_thinner* *chlorhexidine* *medication* *insulin* *antidepress* sleeping_pill* *hormone_therapy*`,
  illness: `
    *kennel_cough* *distemper* *parvovirus* parvo pyometra* *lameness* *hip_dysplasia* cruciate_lig* cranial_cruciate patellar colic *laminitis* *mastitis* *ear_mites* sarcoptic_mange demodectic_mange *heartworm* *flea_treat* *tick-borne* *lyme_disease* *ringworm* *feline_leuk* feline_* *lymphoma* *kidney_failure* *renal_failure* *heart_failure* *heart_murmur* *bladder_stones* *diarrhea* *diarrhoea* *vomiting* *poisoning* *bite_wound* *conjunctivitis* *otitis* *dermatitis* *atopy*
    *leishmania* *babesi*`,
  harmless: `data_extraction data_extractions`,
  besideTooth: `crown crowns bridge filling fillings composite pin veneer restoration resin sealant`,
};
