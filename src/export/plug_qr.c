/* The plugin that makes QR codes, by libqrencode. */
#include "export_priv.h"

#include <qrencode.h>

static bool encode_at(const char *text, QRecLevel level, struct qr *ret)
{
	/* Version 1 is asked for; the library takes a larger one where the text needs it. */
	QRcode *code = QRcode_encodeString(text, 1, level, QR_MODE_8, 1);
	bool fits = code && code->width == QR_SIDE;

	for (int y = 0; fits && y < QR_SIDE; y++)
		for (int x = 0; x < QR_SIDE; x++)
			ret->dark[y][x] = code->data[y * QR_SIDE + x] & 1;
	QRcode_free(code);
	return fits;
}

static bool encode(const char *text, struct qr *ret)
{
	return encode_at(text, QR_ECLEVEL_Q, ret) || encode_at(text, QR_ECLEVEL_M, ret);
}

extern const struct plug_qr plug_qr;
const struct plug_qr plug_qr = {.encode = encode};
