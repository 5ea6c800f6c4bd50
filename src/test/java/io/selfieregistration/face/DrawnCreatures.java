package io.selfieregistration.face;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Drawn things with two eyes that are no person: dogs, cats, bears, owls, smileys, dolls'
 * masks. Each drawing differs in proportions and colours.
 */
final class DrawnCreatures {

	private static final int SIDE_PX = 720;

	private static final List<BiConsumer<Graphics2D, Random>> KINDS = List.of(DrawnCreatures::dog, DrawnCreatures::cat,
			DrawnCreatures::bear, DrawnCreatures::owl, DrawnCreatures::smiley, DrawnCreatures::monkey);

	private DrawnCreatures() {
	}

	/** The same pictures each time. */
	static Stream<BufferedImage> draw(int count) {
		return IntStream.range(0, count).mapToObj((number) -> draw(KINDS.get(number % KINDS.size()), number));
	}

	private static BufferedImage draw(BiConsumer<Graphics2D, Random> kind, int number) {
		var random = new Random(number);
		return Portrait.drawn(SIDE_PX, SIDE_PX, (graphics) -> {
			graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
			graphics.setPaint(new GradientPaint(0, 0, new Color(random.nextInt(0xffffff)), 0, SIDE_PX,
					new Color(random.nextInt(0xffffff))));
			graphics.fillRect(0, 0, SIDE_PX, SIDE_PX);
			graphics.translate(SIDE_PX / 2, SIDE_PX / 2 - 20);
			graphics.scale(1.6 + 0.5 * random.nextDouble(), 1.6 + 0.5 * random.nextDouble());
			kind.accept(graphics, random);
		});
	}

	private static void dog(Graphics2D graphics, Random random) {
		Color fur = fur(random);
		double width = 60 + 15 * random.nextDouble();
		head(graphics, fur, width, 85);
		for (int side = -1; side <= 1; side += 2) {
			oval(graphics, fur.darker(), side * (width + 5), -20, 22, 55);
			eye(graphics, side * 26, -15, 10 + 4 * random.nextDouble(), new Color(70, 40, 20));
		}
		oval(graphics, fur.brighter(), 0, 38, 34, 34);
		oval(graphics, new Color(25, 20, 20), 0, 22, 16, 11);
		mouth(graphics, 0, 42, 22, 14);
	}

	private static void cat(Graphics2D graphics, Random random) {
		Color fur = fur(random);
		for (int side = -1; side <= 1; side += 2) {
			triangle(graphics, fur.darker(), side * 68, -100, side * 70, -20, side * 20, -62);
		}
		head(graphics, fur, 72, 68);
		for (int side = -1; side <= 1; side += 2) {
			oval(graphics, new Color(180, 200, 60), side * 28, -12, 15, 12);
			oval(graphics, Color.BLACK, side * 28, -12, 4 + 3 * random.nextDouble(), 11);
		}
		triangle(graphics, new Color(220, 140, 140), -8, 12, 8, 12, 0, 22);
		mouth(graphics, 0, 26, 18, 10);
		graphics.setColor(Color.WHITE);
		graphics.setStroke(new BasicStroke(1));
		for (int y = 18; y < 36; y += 6) {
			graphics.drawLine(-20, y, -75, y - 8);
			graphics.drawLine(20, y, 75, y - 8);
		}
	}

	private static void bear(Graphics2D graphics, Random random) {
		Color fur = fur(random);
		for (int side = -1; side <= 1; side += 2) {
			oval(graphics, fur.darker(), side * 58, -58, 24, 24);
		}
		head(graphics, fur, 75, 72);
		oval(graphics, fur.brighter(), 0, 26, 36, 30);
		for (int side = -1; side <= 1; side += 2) {
			eye(graphics, side * (24 + 6 * random.nextDouble()), -16, 7, new Color(30, 20, 15));
		}
		oval(graphics, new Color(30, 22, 20), 0, 14, 14, 9);
		mouth(graphics, 0, 34, 16, 8);
	}

	private static void owl(Graphics2D graphics, Random random) {
		Color fur = fur(random);
		head(graphics, fur, 70, 85);
		for (int side = -1; side <= 1; side += 2) {
			oval(graphics, fur.brighter(), side * 30, -18, 30, 30);
			oval(graphics, new Color(240, 180, 40), side * 30, -18, 17, 17);
			oval(graphics, Color.BLACK, side * 30, -18, 7 + 4 * random.nextDouble(), 9);
		}
		triangle(graphics, new Color(200, 150, 60), -10, 5, 10, 5, 0, 32);
	}

	private static void smiley(Graphics2D graphics, Random random) {
		head(graphics, new Color(250, 210, 60), 80, 80);
		for (int side = -1; side <= 1; side += 2) {
			oval(graphics, new Color(50, 35, 20), side * 27, -22, 9, 14 + 4 * random.nextDouble());
		}
		mouth(graphics, 0, 18, 45, 30);
	}

	private static void monkey(Graphics2D graphics, Random random) {
		Color fur = fur(random).darker();
		Color skin = new Color(200 + random.nextInt(40), 150 + random.nextInt(40), 120 + random.nextInt(30));
		for (int side = -1; side <= 1; side += 2) {
			oval(graphics, skin, side * 78, -10, 20, 24);
		}
		head(graphics, fur, 74, 84);
		oval(graphics, skin, -24, -14, 32, 36);
		oval(graphics, skin, 24, -14, 32, 36);
		oval(graphics, skin, 0, 34, 50, 38);
		for (int side = -1; side <= 1; side += 2) {
			eye(graphics, side * 22, -14, 9, new Color(80, 50, 30));
			oval(graphics, new Color(60, 40, 35), side * 6, 16, 3, 5);
		}
		mouth(graphics, 0, 34, 28 + 8 * random.nextDouble(), 16);
	}

	private static Color fur(Random random) {
		return Color.getHSBColor(0.05f + 0.06f * random.nextFloat(), 0.3f + 0.4f * random.nextFloat(),
				0.45f + 0.4f * random.nextFloat());
	}

	private static void head(Graphics2D graphics, Color fur, double halfWidth, double halfHeight) {
		graphics.setPaint(new GradientPaint(0, (float) -halfHeight, fur.brighter(), 0, (float) halfHeight, fur));
		graphics.fill(new Ellipse2D.Double(-halfWidth, -halfHeight, 2 * halfWidth, 2 * halfHeight));
	}

	private static void eye(Graphics2D graphics, double x, double y, double radius, Color iris) {
		oval(graphics, Color.WHITE, x, y, 1.3 * radius, radius);
		oval(graphics, iris, x, y, 0.8 * radius, 0.8 * radius);
		oval(graphics, Color.BLACK, x, y, 0.4 * radius, 0.4 * radius);
		oval(graphics, Color.WHITE, x - 0.3 * radius, y - 0.3 * radius, 0.15 * radius, 0.15 * radius);
	}

	private static void mouth(Graphics2D graphics, double x, double y, double halfWidth, double height) {
		graphics.setColor(new Color(90, 40, 40));
		graphics.setStroke(new BasicStroke(3));
		graphics.draw(new Arc2D.Double(x - halfWidth, y - height, 2 * halfWidth, 2 * height, 190, 160, Arc2D.OPEN));
	}

	private static void oval(Graphics2D graphics, Color colour, double x, double y, double halfWidth,
			double halfHeight) {
		graphics.setColor(colour);
		graphics.fill(new Ellipse2D.Double(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight));
	}

	private static void triangle(Graphics2D graphics, Color colour, double... corners) {
		var path = new Path2D.Double();
		path.moveTo(corners[0], corners[1]);
		path.lineTo(corners[2], corners[3]);
		path.lineTo(corners[4], corners[5]);
		path.closePath();
		graphics.setColor(colour);
		graphics.fill(path);
	}

}
