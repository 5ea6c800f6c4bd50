package io.selfieregistration.platform;

import java.util.Locale;
import java.util.Optional;

/**
 * An enumeration whose constants have a word of their own in the API, in the database and
 * in processes: the name in lower case.
 */
public interface Coded {

	/** The name of the constant, as {@link Enum#name()} has it. */
	String name();

	/** The word outside Java: {@code attempts_exhausted} for {@code ATTEMPTS_EXHAUSTED}. */
	default String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns the constant with the given word, which one of our own tables or models
	 * holds.
	 * @throws IllegalArgumentException if there is no such constant
	 */
	static <E extends Enum<E> & Coded> E of(Class<E> type, String code) {
		return parse(type, code)
			.orElseThrow(() -> new IllegalArgumentException(type.getSimpleName() + " has no constant '" + code + "'"));
	}

	/** Returns the constant with the given word, which a caller sent. */
	static <E extends Enum<E> & Coded> Optional<E> parse(Class<E> type, String code) {
		for (E constant : type.getEnumConstants()) {
			if (constant.code().equals(code)) {
				return Optional.of(constant);
			}
		}
		return Optional.empty();
	}

}
