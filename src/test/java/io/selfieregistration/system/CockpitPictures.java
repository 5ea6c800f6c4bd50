package io.selfieregistration.system;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

/**
 * Makes the pictures of {@code docs/cockpit.md}: reduces what {@link CockpitPluginIT} and
 * {@link StuckIT} saved.
 */
public final class CockpitPictures {

	private static final Path FROM = Path.of("target", "screenshots");

	private static final Path TO = Path.of("docs", "cockpit");

	private static final int WIDTH = 900;

	private static final int EDGE = 8;

	private static final List<String> NAMES = List.of("dashboard", "instance", "stuck", "finished", "list", "skipped",
			"funnel");

	private CockpitPictures() {
	}

	public static void main(String[] args) throws IOException {
		Files.createDirectories(TO);
		for (String name : NAMES) {
			BufferedImage large = withoutEdges(ImageIO.read(FROM.resolve("cockpit-" + name + ".png").toFile()));
			int width = Math.min(WIDTH, large.getWidth());
			int height = large.getHeight() * width / large.getWidth();
			BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
			Graphics2D graphics = small.createGraphics();
			graphics.drawImage(large.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
			graphics.dispose();
			ImageIO.write(small, "png", TO.resolve(name + ".png").toFile());
		}
	}

	/** The shadows of what lies beside. */
	private static BufferedImage withoutEdges(BufferedImage image) {
		return image.getSubimage(EDGE, EDGE, image.getWidth() - 2 * EDGE, image.getHeight() - 2 * EDGE);
	}

}
