// The version of the consent notice (PIPL arts 17, 29, 30) that stands in the locales; kept with the case.
// Raise it whenever the six lines of `consent.*` change their meaning.
export const noticeVersion = '2026-11';
