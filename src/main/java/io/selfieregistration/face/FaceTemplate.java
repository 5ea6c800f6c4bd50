package io.selfieregistration.face;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The mathematical print of one face: a point in a space of {@value #DIMENSIONS}
 * dimensions in which pictures of one person lie close together.
 * <p>
 * It is biometric data: store it encrypted only, and never log it. Templates of different
 * models cannot be compared.
 * <p>
 * As bytes, big endian: format version, model number and model version of two bytes each,
 * then the coordinates as 32-bit floating-point numbers.
 */
public final class FaceTemplate {

	/** Number of coordinates. */
	public static final int DIMENSIONS = 128;

	/** Length of {@link #toBytes()}. */
	public static final int LENGTH_BYTES = 3 * Short.BYTES + DIMENSIONS * Float.BYTES;

	/**
	 * Largest distance at which two templates are taken for the same person.
	 * <b>Source:</b> measured on 133 photos of 35 people, see {@code docs/models.md}.
	 */
	public static final double SAME_PERSON_MAX_DISTANCE = 0.55;

	private static final int FORMAT_VERSION = 1;

	private final Model model;

	private final float[] coordinates;

	/**
	 * @param coordinates {@value #DIMENSIONS} finite numbers
	 */
	public FaceTemplate(Model model, float[] coordinates) {
		if (coordinates.length != DIMENSIONS) {
			throw new IllegalArgumentException(
					"A face template has " + DIMENSIONS + " coordinates, not " + coordinates.length);
		}
		for (float coordinate : coordinates) {
			if (!Float.isFinite(coordinate)) {
				throw new IllegalArgumentException("A coordinate of the face template is not a finite number");
			}
		}
		this.model = model;
		this.coordinates = coordinates.clone();
	}

	/**
	 * The template that {@link #toBytes()} wrote.
	 * @throws IllegalArgumentException if the bytes are not a template of this format
	 */
	public static FaceTemplate fromBytes(byte[] bytes) {
		if (bytes.length != LENGTH_BYTES) {
			throw new IllegalArgumentException("A face template has " + LENGTH_BYTES + " bytes, not " + bytes.length);
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		int format = Short.toUnsignedInt(buffer.getShort());
		if (format != FORMAT_VERSION) {
			throw new IllegalArgumentException("Face templates of format " + format + " cannot be read");
		}
		Model model = new Model(Short.toUnsignedInt(buffer.getShort()), Short.toUnsignedInt(buffer.getShort()));
		float[] coordinates = new float[DIMENSIONS];
		buffer.asFloatBuffer().get(coordinates);
		return new FaceTemplate(model, coordinates);
	}

	public byte[] toBytes() {
		ByteBuffer buffer = ByteBuffer.allocate(LENGTH_BYTES)
			.putShort((short) FORMAT_VERSION)
			.putShort((short) this.model.number())
			.putShort((short) this.model.version());
		buffer.asFloatBuffer().put(this.coordinates);
		return buffer.array();
	}

	/**
	 * Euclidean distance: 0 for the same picture, the more the less alike.
	 * @throws IllegalArgumentException if the other template is of another model
	 */
	public double distanceTo(FaceTemplate other) {
		if (!this.model.equals(other.model)) {
			throw new IllegalArgumentException(
					"Templates of %s and %s cannot be compared".formatted(modelId(), other.modelId()));
		}
		double sum = 0;
		for (int i = 0; i < DIMENSIONS; i++) {
			double difference = (double) this.coordinates[i] - other.coordinates[i];
			sum += difference * difference;
		}
		return Math.sqrt(sum);
	}

	/** What made this template, for example {@code dlib-resnet-128/1}. */
	public String modelId() {
		return this.model.id();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof FaceTemplate that && this.model.equals(that.model)
				&& Arrays.equals(this.coordinates, that.coordinates);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.coordinates);
	}

	/** Says which model made it, and never a coordinate. */
	@Override
	public String toString() {
		return "FaceTemplate[" + modelId() + "]";
	}

	/**
	 * Names a network together with the steps before it; a change of either is a new
	 * version. Numbers from 1000 are free for vendors.
	 */
	public record Model(int number, int version) {

		/** The network the product brings. */
		public static final Model DLIB_RESNET_128 = new Model(1, 1);

		public Model {
			if (number < 1 || number > 0xffff || version < 1 || version > 0xffff) {
				throw new IllegalArgumentException(
						"Number and version of a model are between 1 and 65535, not %d/%d".formatted(number, version));
			}
		}

		String id() {
			String name = (this.number == DLIB_RESNET_128.number) ? "dlib-resnet-128" : "model-" + this.number;
			return String.format(Locale.ROOT, "%s/%d", name, this.version);
		}

	}

}
