package io.selfieregistration.invitation;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Base64;
import java.util.List;

import javax.imageio.ImageIO;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.nayuki.qrcodegen.QrCode;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.NotificationType;
import io.selfieregistration.web.WebSettings;

/**
 * A capture link in the forms an integrator can pass on.
 *
 * @param qrSvg a QR code of the link as an SVG document, if the integrator shows one
 * @param qrPng the same as a PNG picture, as a {@code data:} address
 * @param sdk what a page needs to embed the capture page, if the application embeds it
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaptureLinkPresentation(String captureUrl, String qrSvg, String qrPng, Sdk sdk) {

	/** The quiet zone that ISO/IEC 18004 asks for, in modules. */
	private static final int BORDER = 4;

	/** Pixels a module of the PNG. */
	private static final int SCALE = 8;

	/**
	 * Presents a link in the form that suits the notification type of the application.
	 */
	public static CaptureLinkPresentation of(URI link, ApplicationSettings settings, WebSettings web) {
		boolean qr = settings.notificationType() == NotificationType.QR;
		QrCode code = qr ? QrCode.encodeText(link.toString(), QrCode.Ecc.MEDIUM) : null;
		Sdk sdk = (settings.notificationType() == NotificationType.SDK)
				? new Sdk(web.address("/capture/capture-sdk.js").toString(), web.baseUrl().toString(),
						settings.sdkOrigins())
				: null;
		return new CaptureLinkPresentation(link.toString(), qr ? svg(code) : null, qr ? png(code) : null, sdk);
	}

	private static String svg(QrCode code) {
		StringBuilder path = new StringBuilder();
		for (int y = 0; y < code.size; y++) {
			for (int x = 0; x < code.size; x++) {
				if (code.getModule(x, y)) {
					path.append('M').append(x + BORDER).append(',').append(y + BORDER).append("h1v1h-1z");
				}
			}
		}
		int size = code.size + 2 * BORDER;
		return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\" shape-rendering=\"crispEdges\">"
				+ "<path fill=\"#fff\" d=\"M0,0h%1$dv%1$dh-%1$dz\"/><path d=\"%2$s\"/></svg>")
			.formatted(size, path);
	}

	private static String png(QrCode code) {
		int size = (code.size + 2 * BORDER) * SCALE;
		BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
		for (int y = 0; y < size; y++) {
			for (int x = 0; x < size; x++) {
				boolean dark = code.getModule(x / SCALE - BORDER, y / SCALE - BORDER);
				picture.setRGB(x, y, dark ? 0x000000 : 0xFFFFFF);
			}
		}
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			ImageIO.write(picture, "png", out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("A QR code cannot be written", ex);
		}
		return "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
	}

	@Override
	public String toString() {
		return "CaptureLinkPresentation[…]";
	}

	/**
	 * What a page needs to embed the capture page.
	 *
	 * @param scriptUrl of the script to embed it with
	 * @param origin whose messages the page may trust
	 * @param allowedOrigins of pages that may embed it
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	public record Sdk(String scriptUrl, String origin, List<String> allowedOrigins) {
	}

}
