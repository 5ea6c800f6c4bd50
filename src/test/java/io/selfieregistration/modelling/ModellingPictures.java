package io.selfieregistration.modelling;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import javax.imageio.ImageIO;

/**
 * Makes the pictures of {@code docs/modelling.md}: reduces what {@code ModelerIT} saved.
 * It needs nothing but Java:
 * {@code java src/test/java/io/selfieregistration/modelling/ModellingPictures.java}
 */
public final class ModellingPictures {

	private static final Path FROM = Path.of("target", "screenshots");

	private static final Path TO = Path.of("docs", "modelling");

	private static final int WIDTH = 900;

	private ModellingPictures() {
	}

	public static void main(String[] args) throws IOException {
		Files.createDirectories(TO);
		Files.copy(FROM.resolve("modeler-workflow.svg"), TO.resolve("workflow.svg"),
				StandardCopyOption.REPLACE_EXISTING);
		for (String name : List.of("empty", "drawn", "settings", "mistakes")) {
			BufferedImage large = ImageIO.read(FROM.resolve("modeler-" + name + ".png").toFile());
			int height = large.getHeight() * WIDTH / large.getWidth();
			BufferedImage small = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
			Graphics2D graphics = small.createGraphics();
			graphics.drawImage(large.getScaledInstance(WIDTH, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
			graphics.dispose();
			ImageIO.write(small, "jpg", TO.resolve(name + ".jpg").toFile());
		}
	}

}
