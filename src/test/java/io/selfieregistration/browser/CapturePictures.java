package io.selfieregistration.browser;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import javax.imageio.ImageIO;

/**
 * Makes the pictures of {@code docs/capture-page.md}: reduces what
 * {@link CaptureForEveryoneTests} saved.
 */
public final class CapturePictures {

	private static final Path FROM = Path.of("target", "screenshots");

	private static final Path TO = Path.of("docs", "capture-page");

	private static final int PHONE_WIDTH = 260;

	private static final int DESKTOP_WIDTH = 520;

	/** By the name of the screenshot. */
	private static final Map<String, Integer> WIDTHS = Map.ofEntries(Map.entry("consent-phone-en-light", PHONE_WIDTH),
			Map.entry("guide-phone-en-light", PHONE_WIDTH), Map.entry("camera-phone-en-light", PHONE_WIDTH),
			Map.entry("preview-phone-en-light", PHONE_WIDTH), Map.entry("refused-phone-en-light", PHONE_WIDTH),
			Map.entry("moment-phone-en-light", PHONE_WIDTH), Map.entry("completed-phone-en-light", PHONE_WIDTH),
			Map.entry("link_expired-phone-en-light", PHONE_WIDTH), Map.entry("guide-phone-ar-dark", PHONE_WIDTH),
			Map.entry("camera-denied-phone-ar-dark", PHONE_WIDTH), Map.entry("handoff-desktop-de-dark", DESKTOP_WIDTH));

	private CapturePictures() {
	}

	public static void main(String[] args) throws IOException {
		Files.createDirectories(TO);
		for (Map.Entry<String, Integer> picture : WIDTHS.entrySet()) {
			BufferedImage large = ImageIO.read(FROM.resolve(picture.getKey() + ".png").toFile());
			int width = picture.getValue();
			int height = large.getHeight() * width / large.getWidth();
			BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
			Graphics2D graphics = small.createGraphics();
			graphics.drawImage(large.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
			graphics.dispose();
			ImageIO.write(small, "jpg", TO.resolve(picture.getKey() + ".jpg").toFile());
		}
	}

}
