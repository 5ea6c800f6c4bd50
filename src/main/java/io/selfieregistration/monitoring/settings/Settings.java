package io.selfieregistration.monitoring.settings;

import java.util.List;
import java.util.Optional;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/** Access to raw settings before they are bound to types. */
record Settings(Binder binder) {

	/** Returns the value, unless it is missing or blank. */
	Optional<String> text(String name) {
		return value(name, String.class).map(String::strip).filter((value) -> !value.isEmpty());
	}

	/** Returns the values of a list that are not blank. */
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
	 * does not convert to the type
	 */
	<T> Optional<T> value(String name, Class<T> type) {
		return Optional.ofNullable(this.binder.bind(name, type).orElse(null));
	}

}
