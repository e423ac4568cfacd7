/** A calendar date as text, YYYY-MM-DD: how dates travel through bulk work. */
export type DateText = string;
