package io.selfieregistration.face;

import java.util.Locale;

import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/**
 * The upload is not a usable picture, so no face was judged. The same upload is rejected
 * again; another picture is needed.
 */
@ProblemStatus(status = 413, code = "image_too_large")
@ProblemStatus(status = 415, code = "image_type_unsupported")
@ProblemStatus(status = 422, code = { "image_empty", "image_unreadable", "image_dimensions_unsupported" })
public class SelfieImageRejected extends RuntimeException implements Problem {

	private final Reason reason;

	public SelfieImageRejected(Reason reason) {
		this(reason, null);
	}

	public SelfieImageRejected(Reason reason, Throwable cause) {
		super(reason.sentence, cause);
		this.reason = reason;
	}

	public Reason reason() {
		return this.reason;
	}

	@Override
	public String code() {
		return this.reason.code();
	}

	/** Why an upload is not a usable picture. */
	public enum Reason {

		EMPTY("The upload is empty"),

		TOO_LARGE("The upload has too many bytes: reduce the picture, for example to 12 megapixels"),

		TYPE_UNSUPPORTED("The upload is not a JPEG in grey or colour"),

		UNREADABLE("The JPEG is damaged or incomplete"),

		DIMENSIONS_UNSUPPORTED(
				"The picture is too wide, too high or has too many pixels: reduce it, for example to 12 megapixels");

		private final String code = "image_" + name().toLowerCase(Locale.ROOT);

		private final String sentence;

		Reason(String sentence) {
			this.sentence = sentence;
		}

		/** The stable text for interfaces, for example {@code image_too_large}. */
		public String code() {
			return this.code;
		}

	}

}
