package io.selfieregistration.request;

import java.util.Optional;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;

/** Identity of a request, a UUIDv7; also the business key of its process instances. */
public record RequestId(UUID value) {

	private static final TimeBasedEpochRandomGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();

	/** Regular expression of its text. */
	public static final String FORM = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

	private static final Pattern PATTERN = Pattern.compile(FORM);

	public static RequestId next() {
		return new RequestId(GENERATOR.generate());
	}

	/** Returns the lowest id that a request of this millisecond can have. */
	public static RequestId first(Instant time) {
		return new RequestId(new UUID((time.toEpochMilli() << 16) | 0x7000L, 0x8000000000000000L));
	}

	/**
	 * @throws IllegalArgumentException if the text is no identity of a request
	 */
	public static RequestId of(String text) {
		return parse(text).orElseThrow(() -> new IllegalArgumentException("Not the identity of a request"));
	}

	/** Parses untrusted input. */
	public static Optional<RequestId> parse(String text) {
		return (text != null && PATTERN.matcher(text).matches()) ? Optional.of(new RequestId(UUID.fromString(text)))
				: Optional.empty();
	}

	@Override
	public String toString() {
		return this.value.toString();
	}

}
