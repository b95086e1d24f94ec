/** Out of how many frames the poster is chosen. */
const CANDIDATES = 60;

/** JPEG knows only the colours of old television, in full range: films have others. */
const JPEG_COLOURS = "out_color_matrix=bt601:out_range=full,format=yuvj420p";

/** Scales before it chooses, so that the candidates need little memory. */
export const POSTER_FILTERS = `scale='min(1280,iw)':-2:${JPEG_COLOURS},thumbnail=n=${CANDIDATES}`;

export const PNG_FILTERS = "format=rgb24";

/** How far before its end a film is entered to find its last frame. */
export const TAIL_SECONDS = 1;
