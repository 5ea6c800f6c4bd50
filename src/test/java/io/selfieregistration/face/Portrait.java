package io.selfieregistration.face;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The one portrait of the test suite, whole and damaged in the ways people damage
 * selfies. Every picture is new, so a caller may draw on it. Source and licence:
 * {@code faces/README.md}.
 */
public final class Portrait {

	private static final int SIDE_PX = 720;

	private Portrait() {
	}

	/** A frontal, sharp, evenly lit selfie of 720 x 720 px: accepted. */
	public static BufferedImage good() {
		return from(1);
	}

	/**
	 * The good selfie from further away.
	 * @param distance 1 for the good selfie; 1.7 at most
	 */
	public static BufferedImage from(double distance) {
		int side = (int) (300 * distance);
		return scaled(whole().getSubimage(Math.max(0, 225 - side / 2), 0, side, side), SIDE_PX, SIDE_PX);
	}

	/** The good selfie as a browser sends it. */
	public static byte[] goodJpeg() {
		return asJpeg(good(), 0.92f);
	}

	/** The whole photo, with 43 px between the eyes: the face is too small. */
	public static BufferedImage small() {
		return whole();
	}

	/** The good selfie with an eighth of the light. */
	public static BufferedImage dark() {
		return brightness(0.125f);
	}

	/** The good selfie with each value multiplied; above 1 it is overexposed. */
	public static BufferedImage brightness(float factor) {
		return new RescaleOp(factor, 0, null).filter(good(), null);
	}

	/** The good selfie, out of focus. */
	public static BufferedImage blurred() {
		return Damage.blurred(good(), 5);
	}

	/** The same face twice, side by side. */
	public static BufferedImage twoFaces() {
		return drawn(2 * SIDE_PX, SIDE_PX, (graphics) -> {
			graphics.drawImage(good(), 0, 0, null);
			graphics.drawImage(good(), SIDE_PX, 0, null);
		});
	}

	/** A generated landscape with nobody in it. */
	public static BufferedImage noFace() {
		return drawn(SIDE_PX, SIDE_PX, (graphics) -> {
			graphics.setPaint(new GradientPaint(0, 0, new Color(90, 150, 220), 0, 420, new Color(220, 230, 240)));
			graphics.fillRect(0, 0, SIDE_PX, 420);
			graphics.setPaint(new GradientPaint(0, 420, new Color(80, 140, 60), 0, SIDE_PX, new Color(40, 80, 30)));
			graphics.fillRect(0, 420, SIDE_PX, 300);
			graphics.setColor(new Color(250, 220, 120));
			graphics.fillOval(520, 60, 90, 90);
			graphics.setColor(new Color(90, 100, 110));
			graphics.fillPolygon(new int[] { 40, 260, 470 }, new int[] { 420, 180, 420 }, 3);
			graphics.setColor(new Color(70, 50, 30));
			graphics.setStroke(new BasicStroke(12));
			graphics.drawLine(600, 420, 600, 640);
		});
	}

	/** The good selfie with lids drawn over both eyes. */
	public static BufferedImage eyesClosed() {
		var image = good();
		Graphics2D graphics = image.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		graphics.setStroke(new BasicStroke(3));
		for (int[] eye : new int[][] { { 309, 247 }, { 412, 252 } }) {
			graphics.setColor(new Color(image.getRGB(eye[0], eye[1] + 26)));
			graphics.fillOval(eye[0] - 30, eye[1] - 20, 60, 40);
			graphics.setColor(new Color(60, 35, 30));
			graphics.drawArc(eye[0] - 24, eye[1] - 8, 48, 14, 180, 180);
		}
		graphics.dispose();
		return image;
	}

	/** The good selfie with the head tilted clockwise, in degrees; corners are grey. */
	public static BufferedImage rotated(double degrees) {
		return drawn(SIDE_PX, SIDE_PX, (graphics) -> {
			graphics.setColor(Color.GRAY);
			graphics.fillRect(0, 0, SIDE_PX, SIDE_PX);
			graphics.rotate(Math.toRadians(degrees), SIDE_PX / 2.0, SIDE_PX / 2.0);
			graphics.drawImage(good(), 0, 0, null);
		});
	}

	/** The good selfie as a mirror shows it. */
	public static BufferedImage mirrored() {
		return drawn(SIDE_PX, SIDE_PX, (graphics) -> graphics.drawImage(good(), SIDE_PX, 0, -SIDE_PX, SIDE_PX, null));
	}

	/**
	 * @param quality from 0 (worst) to 1 (best)
	 */
	public static byte[] asJpeg(BufferedImage image, float quality) {
		ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		var bytes = new ByteArrayOutputStream();
		try (var output = new MemoryCacheImageOutputStream(bytes)) {
			ImageWriteParam parameters = writer.getDefaultWriteParam();
			parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			parameters.setCompressionQuality(quality);
			writer.setOutput(output);
			writer.write(null, new IIOImage(image, null, null), parameters);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			writer.dispose();
		}
		return bytes.toByteArray();
	}

	/** The picture at another size. */
	public static BufferedImage scaled(BufferedImage image, int widthPx, int heightPx) {
		return drawn(widthPx, heightPx, (graphics) -> graphics.drawImage(image, 0, 0, widthPx, heightPx, null));
	}

	/** A new picture, drawn on black. */
	public static BufferedImage drawn(int widthPx, int heightPx, Consumer<Graphics2D> drawing) {
		var image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_3BYTE_BGR);
		Graphics2D graphics = image.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
		drawing.accept(graphics);
		graphics.dispose();
		return image;
	}

	private static BufferedImage whole() {
		try (var stream = Portrait.class.getResourceAsStream("/faces/astronaut.png")) {
			BufferedImage photo = ImageIO.read(stream);
			return drawn(photo.getWidth(), photo.getHeight(), (graphics) -> graphics.drawImage(photo, 0, 0, null));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
