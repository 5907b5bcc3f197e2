/* What the generators of C tables share; they run while building and are no part of the product. */
#ifndef HOTROIT_GEN_H
#define HOTROIT_GEN_H

/* Writes TEXT to standard output as a C string literal. */
void gen_text(const char *text);

#endif
