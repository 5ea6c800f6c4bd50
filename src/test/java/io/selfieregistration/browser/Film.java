package io.selfieregistration.browser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A moving picture of what a browser shows: an animated WebP, as RFC 9649 describes it.
 * Chromium compresses the frames; this class puts them into one file.
 */
public final class Film {

	private static final int QUALITY = 75;

	private static final int ANIMATION = 0b10;

	private static final int DO_NOT_BLEND = 0b10;

	private final int width;

	private final int height;

	private final List<Frame> frames = new ArrayList<>();

	/**
	 * @param width of the window and of the film, in CSS pixels
	 * @param height of the window and of the film, in CSS pixels
	 */
	public Film(int width, int height) {
		this.width = width;
		this.height = height;
	}

	/** Adds what is seen now, for so long. */
	public void show(Browser browser, Duration duration) {
		double pixelRatio = ((Number) browser.driver().executeScript("return devicePixelRatio")).doubleValue();
		Map<String, Object> answer = browser.driver()
			.executeCdpCommand("Page.captureScreenshot", Map.of("format", "webp", "quality", QUALITY, "clip",
					Map.of("x", 0, "y", 0, "width", this.width, "height", this.height, "scale", 1 / pixelRatio)));
		add(Base64.getDecoder().decode(answer.get("data").toString()), duration);
	}

	/** Shows the last frame for longer if it is the same. */
	private void add(byte[] webp, Duration duration) {
		int last = this.frames.size() - 1;
		if (last >= 0 && Arrays.equals(this.frames.get(last).webp(), webp)) {
			this.frames.set(last, new Frame(webp, this.frames.get(last).duration().plus(duration)));
		}
		else {
			this.frames.add(new Frame(webp, duration));
		}
	}

	public Duration duration() {
		return this.frames.stream().map(Frame::duration).reduce(Duration.ZERO, Duration::plus);
	}

	/** Writes the film, which starts again when it ends. */
	public void writeTo(Path file) throws IOException {
		ByteArrayOutputStream chunks = new ByteArrayOutputStream();
		chunks.write(text("WEBP"));
		chunks.write(chunk("VP8X", buffer(10).put((byte) ANIMATION).put(new byte[3]).put(size()).array()));
		chunks.write(chunk("ANIM", new byte[6]));
		for (Frame frame : this.frames) {
			byte[] picture = picture(frame.webp());
			chunks.write(chunk("ANMF",
					buffer(16 + picture.length).put(new byte[6])
						.put(size())
						.put(number24(Math.toIntExact(frame.duration().toMillis())))
						.put((byte) DO_NOT_BLEND)
						.put(picture)
						.array()));
		}
		Files.write(file, chunk("RIFF", chunks.toByteArray()));
	}

	private byte[] size() {
		return buffer(6).put(number24(this.width - 1)).put(number24(this.height - 1)).array();
	}

	/** The compressed picture alone, of a file that may have more. */
	private byte[] picture(byte[] webp) {
		ByteBuffer file = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).position(12);
		while (file.hasRemaining()) {
			byte[] name = new byte[4];
			file.get(name);
			byte[] content = new byte[file.getInt()];
			file.get(content).position(file.position() + content.length % 2);
			if (new String(name, StandardCharsets.US_ASCII).equals("VP8 ")) {
				int frameWidth = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getShort(6);
				int frameHeight = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
				if (frameWidth != this.width || frameHeight != this.height) {
					throw new IllegalStateException("The frame is " + frameWidth + " x " + frameHeight);
				}
				return chunk("VP8 ", content);
			}
		}
		throw new IllegalStateException("There is no lossy picture");
	}

	private static byte[] chunk(String name, byte[] content) {
		return buffer(8 + content.length + content.length % 2).put(text(name))
			.putInt(content.length)
			.put(content)
			.array();
	}

	private static byte[] number24(int number) {
		return new byte[] { (byte) number, (byte) (number >> 8), (byte) (number >> 16) };
	}

	private static ByteBuffer buffer(int size) {
		return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private record Frame(byte[] webp, Duration duration) {
	}

}
