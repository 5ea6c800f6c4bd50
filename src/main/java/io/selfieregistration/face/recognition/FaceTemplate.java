package io.selfieregistration.face.recognition;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The mathematical print of one face: a point in a space in which pictures of one person
 * lie close together. How many dimensions it has depends on its model.
 * <p>
 * It is biometric data: store it encrypted only, and never log it. Templates of different
 * models cannot be compared.
 * <p>
 * As bytes, big endian: format version, model number and model version of two bytes each,
 * then the coordinates as 32-bit floating-point numbers.
 */
public final class FaceTemplate {

	private static final int FORMAT_VERSION = 1;

	private static final int HEADER_BYTES = 3 * Short.BYTES;

	/** Of vendors; more would be no template. */
	private static final int MAX_DIMENSIONS = 4096;

	private final Model model;

	private final float[] coordinates;

	/**
	 * @param coordinates finite numbers, as many as the model has dimensions
	 */
	public FaceTemplate(Model model, float[] coordinates) {
		if (!model.hasDimensions(coordinates.length)) {
			throw new IllegalArgumentException(
					"A template of %s does not have %d coordinates".formatted(model.id(), coordinates.length));
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
		if (bytes.length < HEADER_BYTES || (bytes.length - HEADER_BYTES) % Float.BYTES != 0) {
			throw new IllegalArgumentException("A face template does not have " + bytes.length + " bytes");
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		int format = Short.toUnsignedInt(buffer.getShort());
		if (format != FORMAT_VERSION) {
			throw new IllegalArgumentException("Face templates of format " + format + " cannot be read");
		}
		Model model = new Model(Short.toUnsignedInt(buffer.getShort()), Short.toUnsignedInt(buffer.getShort()));
		float[] coordinates = new float[(bytes.length - HEADER_BYTES) / Float.BYTES];
		buffer.asFloatBuffer().get(coordinates);
		return new FaceTemplate(model, coordinates);
	}

	public byte[] toBytes() {
		ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + this.coordinates.length * Float.BYTES)
			.putShort((short) FORMAT_VERSION)
			.putShort((short) this.model.number())
			.putShort((short) this.model.version());
		buffer.asFloatBuffer().put(this.coordinates);
		return buffer.array();
	}

	/**
	 * Euclidean distance: 0 for the same picture, the more the less alike.
	 * @throws TemplatesNotComparable if the other template is of another model
	 */
	public double distanceTo(FaceTemplate other) {
		if (!this.model.equals(other.model) || this.coordinates.length != other.coordinates.length) {
			throw new TemplatesNotComparable(this.model, other.model);
		}
		double sum = 0;
		for (int i = 0; i < this.coordinates.length; i++) {
			double difference = (double) this.coordinates[i] - other.coordinates[i];
			sum += difference * difference;
		}
		return Math.sqrt(sum);
	}

	/** What made this template. */
	public Model model() {
		return this.model;
	}

	/** What made this template, for example {@code mobilefacenet-192/1}. */
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

		public Model {
			if (number < 1 || number > 0xffff || version < 1 || version > 0xffff) {
				throw new IllegalArgumentException(
						"Number and version of a model are between 1 and 65535, not %d/%d".formatted(number, version));
			}
		}

		/** As it is stored beside a template, for example {@code dlib-resnet-128/1}. */
		public String id() {
			String name = RecognitionModel.of(this).map(RecognitionModel::modelName).orElse("model-" + this.number);
			return String.format(Locale.ROOT, "%s/%d", name, this.version);
		}

		private boolean hasDimensions(int count) {
			return RecognitionModel.of(this)
				.map((known) -> known.dimensions() == count)
				.orElse(count > 0 && count <= MAX_DIMENSIONS);
		}

	}

}
