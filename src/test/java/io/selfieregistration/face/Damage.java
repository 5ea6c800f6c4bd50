package io.selfieregistration.face;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/**
 * Damages pictures as cameras, light and hands do. Every answer is a new picture; lengths
 * are in pixels. What covers the face of {@link Portrait#good()} lies where its eyes,
 * nose and mouth are.
 */
public final class Damage {

	/** Distance of the eyes of {@link #selfie()}. */
	static final double SELFIE_EYES_PX = 159;

	private Damage() {
	}

	/**
	 * The portrait as a phone takes a selfie: 720 x 960 px, filled by head and shoulders.
	 */
	static BufferedImage selfie() {
		return Portrait.scaled(Portrait.good(), 1112, 1112).getSubimage(196, 0, 720, 960);
	}

	/** Out of focus, by a Gaussian. */
	public static BufferedImage blurred(BufferedImage image, double sigmaPx) {
		int radius = (int) Math.ceil(3 * sigmaPx);
		var weights = new double[2 * radius + 1];
		for (int i = -radius; i <= radius; i++) {
			weights[i + radius] = Math.exp(-i * i / (2 * sigmaPx * sigmaPx));
		}
		return smeared(smeared(image, weights, 1, 0), weights, 0, 1);
	}

	/** Each pixel the mean of a square around it. */
	static BufferedImage boxBlurred(BufferedImage image, int radiusPx) {
		var weights = new double[2 * radiusPx + 1];
		Arrays.fill(weights, 1);
		return smeared(smeared(image, weights, 1, 0), weights, 0, 1);
	}

	/** Moved while the shutter was open, in a direction in degrees. */
	static BufferedImage moved(BufferedImage image, double lengthPx, double degrees) {
		var weights = new double[(int) Math.round(lengthPx) | 1];
		Arrays.fill(weights, 1);
		double step = lengthPx / weights.length;
		return smeared(image, weights, step * Math.cos(Math.toRadians(degrees)),
				step * Math.sin(Math.toRadians(degrees)));
	}

	/** Each level times a factor. */
	public static BufferedImage light(BufferedImage image, double factor) {
		return new RescaleOp((float) factor, 0, null).filter(image, null);
	}

	/** The part right of a line with a share of its light. */
	static BufferedImage shaded(BufferedImage image, int fromX, double factor) {
		return drawnOn(image, (graphics) -> {
			graphics.setColor(new Color(0, 0, 0, (int) Math.round(255 * (1 - factor))));
			graphics.fillRect(fromX, 0, image.getWidth(), image.getHeight());
		});
	}

	static BufferedImage noisy(BufferedImage image, double deviation) {
		var random = new Random(20261123);
		return mapped(image, (level) -> level + deviation * random.nextGaussian());
	}

	/** Tones closer to medium grey. */
	static BufferedImage flattened(BufferedImage image, double contrast) {
		return mapped(image, (level) -> 128 + contrast * (level - 128));
	}

	/** Turned clockwise around its middle and not cut; corners are grey. */
	static BufferedImage rolled(BufferedImage image, double degrees) {
		double radians = Math.toRadians(degrees);
		double cos = Math.abs(Math.cos(radians));
		double sin = Math.abs(Math.sin(radians));
		int width = (int) Math.round(cos * image.getWidth() + sin * image.getHeight());
		int height = (int) Math.round(sin * image.getWidth() + cos * image.getHeight());
		return Portrait.drawn(width, height, (graphics) -> {
			graphics.setColor(Color.GRAY);
			graphics.fillRect(0, 0, width, height);
			graphics.translate(width / 2.0, height / 2.0);
			graphics.rotate(radians);
			graphics.drawImage(image, -image.getWidth() / 2, -image.getHeight() / 2, null);
		});
	}

	/**
	 * The face of the good portrait and nothing else, from ear to ear.
	 * @param lessPx to be left away on each side
	 */
	static BufferedImage tightCrop(int lessPx) {
		return Portrait.scaled(
				Portrait.good().getSubimage(255 + lessPx, 150 + lessPx, 210 - 2 * lessPx, 275 - 2 * lessPx), 840, 1100);
	}

	/**
	 * The good portrait with little room beside the face.
	 * @param margin from each eye to the border, in inter-eye distances
	 */
	static BufferedImage withSideMargin(double margin) {
		int side = (int) Math.round(margin * 103);
		BufferedImage narrow = Portrait.good().getSubimage(309 - side, 0, 103 + 2 * side, 560);
		return Portrait.scaled(narrow, 2 * narrow.getWidth(), 2 * narrow.getHeight());
	}

	/**
	 * The good portrait and beside it the same, smaller.
	 * @param size of the second face to that of the first
	 */
	static BufferedImage withSecondFace(double size) {
		int side = (int) Math.round(720 * size);
		return Portrait.drawn(1440, 720, (graphics) -> {
			graphics.setColor(Color.LIGHT_GRAY);
			graphics.fillRect(0, 0, 1440, 720);
			graphics.drawImage(Portrait.good(), 0, 0, null);
			graphics.drawImage(Portrait.scaled(Portrait.good(), side, side), 760, 20, null);
		});
	}

	/**
	 * The good portrait with skin of another lightness, in the same scene and light.
	 * @param factor of the light that the skin gives back, 1 as it is
	 */
	static BufferedImage withSkin(double factor) {
		BufferedImage image = Portrait.good();
		for (int y = 0; y < image.getHeight(); y++) {
			for (int x = 0; x < image.getWidth(); x++) {
				int rgb = image.getRGB(x, y);
				double changed = 1 + (Math.pow(factor, 1 / 2.2) - 1) * skin(rgb, x, y);
				image.setRGB(x, y,
						rgb(changed * (rgb >> 16 & 0xff), changed * (rgb >> 8 & 0xff), changed * (rgb & 0xff)));
			}
		}
		return image;
	}

	/** How much of a pixel of the good portrait is skin of head and neck. */
	private static double skin(int rgb, int x, int y) {
		double inside = Math.hypot((x - 360) / 165.0, (y - 300) / 230.0);
		double red = rgb >> 16 & 0xff;
		double redder = (red - (rgb & 0xff)) / Math.max(1, red);
		return ramp((1.1 - inside) / 0.2) * ramp((redder - 0.04) / 0.06);
	}

	private static double ramp(double value) {
		return Math.max(0, Math.min(1, value));
	}

	/** A mask over nose, mouth and chin. */
	static BufferedImage masked(Color colour) {
		return drawnOn(Portrait.good(), (graphics) -> {
			var mask = new Path2D.Double();
			mask.moveTo(268, 300);
			mask.curveTo(300, 285, 335, 282, 357, 272);
			mask.curveTo(380, 282, 425, 290, 455, 305);
			mask.curveTo(455, 370, 430, 425, 360, 436);
			mask.curveTo(300, 425, 270, 370, 268, 300);
			graphics.setColor(colour);
			graphics.fill(mask);
			graphics.setColor(colour.darker());
			graphics.setStroke(new BasicStroke(2));
			for (int y = 330; y < 400; y += 22) {
				graphics.drawLine(285, y, 440, y);
			}
		});
	}

	/**
	 * Something of one colour, a little darker to the left, from the nose to the chin.
	 */
	static BufferedImage halfCovered(Color colour) {
		return drawnOn(Portrait.good(), (graphics) -> {
			graphics.setPaint(new GradientPaint(200, 0, colour, 520, 0, colour.darker()));
			graphics.fill(new RoundRectangle2D.Double(250, 320, 220, 120, 30, 30));
		});
	}

	/**
	 * Something over the mouth alone, in two colours.
	 * @param pattern 0 for the first colour alone, 1 for stripes that lie, 2 for stripes
	 * that stand, 3 for squares
	 */
	static BufferedImage mouthPatched(int pattern, Color colour, Color other) {
		return drawnOn(Portrait.good(), (graphics) -> {
			graphics.clip(new RoundRectangle2D.Double(292, 328, 130, 52, 20, 20));
			for (int y = 0; y < 4; y++) {
				for (int x = 0; x < 8; x++) {
					int number = (pattern == 1) ? y : (pattern == 2) ? x : (pattern == 3) ? x + y : 0;
					graphics.setColor((number % 2 == 0) ? colour : other);
					graphics.fillRect(288 + 18 * x, 322 + 18 * y, 18, 18);
				}
			}
		});
	}

	/** Something of one colour, a little darker below, from the forehead over an eye. */
	static BufferedImage oneEyeCovered(Color colour) {
		return drawnOn(Portrait.good(), (graphics) -> {
			graphics.setPaint(new GradientPaint(0, 100, colour, 0, 400, colour.darker()));
			graphics.fill(new RoundRectangle2D.Double(230, 120, 110, 190, 30, 30));
		});
	}

	/** Glasses over both eyes through which they cannot be seen. */
	static BufferedImage sunglasses(Color colour) {
		return drawnOn(Portrait.good(), (graphics) -> {
			graphics.setColor(colour);
			graphics.rotate(Math.toRadians(3), 360, 250);
			graphics.fill(new RoundRectangle2D.Double(262, 222, 94, 66, 40, 40));
			graphics.fill(new RoundRectangle2D.Double(366, 222, 94, 66, 40, 40));
			graphics.setStroke(new BasicStroke(6));
			graphics.drawLine(340, 236, 380, 236);
		});
	}

	/**
	 * Fingers of the person's skin over the mouth, and the nose if they are many.
	 */
	public static BufferedImage handOverFace(int fingers) {
		BufferedImage image = Portrait.good();
		var skin = new Color(image.getRGB(310, 320));
		return drawnOn(image, (graphics) -> {
			AffineTransform upright = graphics.getTransform();
			graphics.rotate(Math.toRadians(-12), 360, 370);
			for (int finger = 0; finger < fingers; finger++) {
				int top = 396 - 32 * finger;
				graphics.setPaint(new GradientPaint(0, top, skin, 0, top + 36f, skin.darker()));
				graphics.fill(new RoundRectangle2D.Double(262, top, 230, 36, 34, 34));
				graphics.setColor(new Color(90, 55, 45));
				graphics.setStroke(new BasicStroke(2));
				graphics.draw(new RoundRectangle2D.Double(262, top, 230, 36, 34, 34));
			}
			graphics.setTransform(upright);
			graphics.setColor(skin);
			graphics.fill(new Ellipse2D.Double(440, 300, 160, 170));
		});
	}

	private static BufferedImage drawnOn(BufferedImage image, Consumer<Graphics2D> drawing) {
		return Portrait.drawn(image.getWidth(), image.getHeight(), (graphics) -> {
			graphics.drawImage(image, 0, 0, null);
			graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
			drawing.accept(graphics);
		});
	}

	private static BufferedImage mapped(BufferedImage image, DoubleUnaryOperator change) {
		var mapped = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
		for (int y = 0; y < image.getHeight(); y++) {
			for (int x = 0; x < image.getWidth(); x++) {
				int rgb = image.getRGB(x, y);
				mapped.setRGB(x, y, rgb(change.applyAsDouble(rgb >> 16 & 0xff), change.applyAsDouble(rgb >> 8 & 0xff),
						change.applyAsDouble(rgb & 0xff)));
			}
		}
		return mapped;
	}

	private static int rgb(double red, double green, double blue) {
		return level(red) << 16 | level(green) << 8 | level(blue);
	}

	private static int level(double value) {
		return (int) Math.round(Math.min(255, Math.max(0, value)));
	}

	/** Weighs pixels along a line, a step apart, between which it interpolates. */
	private static BufferedImage smeared(BufferedImage image, double[] weights, double stepX, double stepY) {
		int width = image.getWidth();
		int height = image.getHeight();
		int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
		double sum = Arrays.stream(weights).sum();
		var smeared = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) {
				var levels = new double[3];
				for (int k = 0; k < weights.length; k++) {
					double atX = Math.max(0, Math.min(width - 1.0, x + (k - weights.length / 2) * stepX));
					double atY = Math.max(0, Math.min(height - 1.0, y + (k - weights.length / 2) * stepY));
					add(levels, pixels, width, atX, atY, weights[k] / sum);
				}
				smeared.setRGB(x, y, rgb(levels[0], levels[1], levels[2]));
			}
		}
		return smeared;
	}

	private static void add(double[] levels, int[] pixels, int width, double x, double y, double weight) {
		int left = (int) x;
		int top = (int) y;
		double right = x - left;
		double lower = y - top;
		int here = top * width + left;
		int beside = (right > 0) ? here + 1 : here;
		int below = (lower > 0) ? width : 0;
		boolean between = right > 0 || lower > 0;
		for (int channel = 0; channel < 3; channel++) {
			int shift = 16 - 8 * channel;
			if (!between) {
				levels[channel] += weight * (pixels[here] >> shift & 0xff);
				continue;
			}
			double upper = (pixels[here] >> shift & 0xff) * (1 - right) + (pixels[beside] >> shift & 0xff) * right;
			double under = (pixels[here + below] >> shift & 0xff) * (1 - right)
					+ (pixels[beside + below] >> shift & 0xff) * right;
			levels[channel] += weight * (upper * (1 - lower) + under * lower);
		}
	}

}
