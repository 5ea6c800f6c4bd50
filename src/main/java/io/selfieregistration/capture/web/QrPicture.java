package io.selfieregistration.capture.web;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code for the page to draw.
 *
 * @param size width and height in modules, with the quiet zone of four on each side
 * @param path the dark modules as data of an SVG path
 */
record QrPicture(int size, String path) {

	private static final int QUIET_ZONE = 4;

	static QrPicture of(String text) {
		QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
		StringBuilder path = new StringBuilder();
		for (int y = 0; y < code.size; y++) {
			for (int x = 0; x < code.size; x++) {
				int from = x;
				while (x < code.size && code.getModule(x, y)) {
					x++;
				}
				if (x > from) {
					path.append('M')
						.append(from + QUIET_ZONE)
						.append(' ')
						.append(y + QUIET_ZONE)
						.append('h')
						.append(x - from)
						.append("v1h")
						.append(from - x)
						.append('z');
				}
			}
		}
		return new QrPicture(code.size + 2 * QUIET_ZONE, path.toString());
	}

}
