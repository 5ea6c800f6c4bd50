package io.selfieregistration.monitoring;

import java.util.List;
import java.util.Optional;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/** The settings as they were given, before any of them has a type. */
record Settings(Binder binder) {

	/** The value, unless it is missing or blank. */
	Optional<String> text(String name) {
		return value(name, String.class).map(String::strip).filter((value) -> !value.isEmpty());
	}

	/** The values of a list that are not blank. */
	List<String> texts(String name) {
		return this.binder.bind(name, Bindable.listOf(String.class))
			.orElse(List.of())
			.stream()
			.map(String::strip)
			.filter((value) -> !value.isEmpty())
			.toList();
	}

	/**
	 * @throws org.springframework.boot.context.properties.bind.BindException if the value
	 * is none of the type
	 */
	<T> Optional<T> value(String name, Class<T> type) {
		return Optional.ofNullable(this.binder.bind(name, type).orElse(null));
	}

}
