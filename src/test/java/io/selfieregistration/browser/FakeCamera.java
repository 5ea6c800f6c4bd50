package io.selfieregistration.browser;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A camera that shows a still picture, or several in turn: writes the video that Chromium
 * plays instead of a camera ({@code --use-file-for-fake-video-capture}).
 * <p>
 * Each picture is scaled to the full height of the video and stands in its middle, on
 * grey. A square portrait 720 pixels high therefore keeps its size, and with it the
 * distance between the eyes.
 */
public final class FakeCamera {

	/** Width of the video, in pixels. */
	public static final int WIDTH = 960;

	/** Height of the video, in pixels. */
	public static final int HEIGHT = 720;

	/** Pictures a second, if there is more than one. */
	public static final int RATE = 6;

	private static final int STILL_RATE = 10;

	private static final int STILL_FRAMES = 4;

	private static final Color BACKDROP = new Color(200, 203, 206);

	private final int rate;

	private final List<BufferedImage> pictures;

	private FakeCamera(int rate, List<BufferedImage> pictures) {
		this.rate = rate;
		this.pictures = pictures;
	}

	/** A camera in front of which this picture stands. */
	public static FakeCamera showing(BufferedImage picture) {
		return new FakeCamera(STILL_RATE, Collections.nCopies(STILL_FRAMES, picture));
	}

	/**
	 * A camera in front of which a person moves.
	 * @param pictures {@link #RATE} of them a second, and then from the start again
	 */
	public static FakeCamera showing(List<BufferedImage> pictures) {
		return new FakeCamera(RATE, pictures);
	}

	/**
	 * A camera in front of which four coloured quarters stand, seen unmirrored: red,
	 * green, blue and yellow from the upper left to the lower right.
	 */
	public static FakeCamera showingColours() {
		BufferedImage colours = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = colours.createGraphics();
		Color[] quarters = { Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW };
		for (int i = 0; i < quarters.length; i++) {
			graphics.setColor(quarters[i]);
			graphics.fillRect((i % 2) * WIDTH / 2, (i / 2) * HEIGHT / 2, WIDTH / 2, HEIGHT / 2);
		}
		graphics.dispose();
		return showing(colours);
	}

	/**
	 * Writes the video in the YUV4MPEG2 format, which Chromium plays in a loop.
	 * @return the file that was given
	 */
	public Path writeTo(Path file) throws IOException {
		Map<BufferedImage, byte[]> frames = new IdentityHashMap<>();
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
			out.write("YUV4MPEG2 W%d H%d F%d:1\n".formatted(WIDTH, HEIGHT, this.rate)
				.getBytes(StandardCharsets.US_ASCII));
			for (BufferedImage picture : this.pictures) {
				out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
				out.write(frames.computeIfAbsent(picture, (image) -> yuv420(onStage(image))));
			}
		}
		return file;
	}

	private static BufferedImage onStage(BufferedImage picture) {
		BufferedImage stage = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = stage.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
		graphics.setColor(BACKDROP);
		graphics.fillRect(0, 0, WIDTH, HEIGHT);
		int width = Math.round((float) picture.getWidth() * HEIGHT / picture.getHeight());
		graphics.drawImage(picture, (WIDTH - width) / 2, 0, width, HEIGHT, null);
		graphics.dispose();
		return stage;
	}

	/** ITU-R BT.601, limited range: 16 to 235 for brightness, 16 to 240 for colour. */
	private static byte[] yuv420(BufferedImage image) {
		int pixels = WIDTH * HEIGHT;
		byte[] yuv = new byte[pixels * 3 / 2];
		int[] rgb = image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
		for (int i = 0; i < pixels; i++) {
			yuv[i] = clamped(16 + 0.257 * red(rgb[i]) + 0.504 * green(rgb[i]) + 0.098 * blue(rgb[i]));
		}
		int u = pixels;
		int v = pixels * 5 / 4;
		for (int y = 0; y < HEIGHT; y += 2) {
			for (int x = 0; x < WIDTH; x += 2) {
				int at = y * WIDTH + x;
				int[] block = { rgb[at], rgb[at + 1], rgb[at + WIDTH], rgb[at + WIDTH + 1] };
				double red = 0;
				double green = 0;
				double blue = 0;
				for (int pixel : block) {
					red += red(pixel) / 4.0;
					green += green(pixel) / 4.0;
					blue += blue(pixel) / 4.0;
				}
				yuv[u++] = clamped(128 - 0.148 * red - 0.291 * green + 0.439 * blue);
				yuv[v++] = clamped(128 + 0.439 * red - 0.368 * green - 0.071 * blue);
			}
		}
		return yuv;
	}

	private static byte clamped(double value) {
		return (byte) Math.max(0, Math.min(255, Math.round(value)));
	}

	private static int red(int rgb) {
		return (rgb >> 16) & 0xff;
	}

	private static int green(int rgb) {
		return (rgb >> 8) & 0xff;
	}

	private static int blue(int rgb) {
		return rgb & 0xff;
	}

}
