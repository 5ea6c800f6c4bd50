package io.selfieregistration.workflow.process;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * A process variable: its name in the model and its type in Java. A missing value or one
 * of another type breaks the contract between model and code, and says so by name.
 *
 * @param <T> text, a number or a Boolean, so that the engine stores it as it is
 */
public record ProcessVariable<T>(String name, Class<T> type) {

	/**
	 * Returns the value, which must be there.
	 * @throws IllegalStateException if the variable is missing or of another type
	 */
	public T get(VariableScope scope) {
		return required(scope.getVariable(this.name));
	}

	/**
	 * Returns the value if there is one.
	 * @throws IllegalStateException if the variable is of another type
	 */
	public Optional<T> find(VariableScope scope) {
		return typed(scope.getVariable(this.name));
	}

	/**
	 * Returns the value, which must be there, from variables that were read together.
	 * @throws IllegalStateException if the variable is missing or of another type
	 */
	public T from(Map<String, ?> variables) {
		return required(variables.get(this.name));
	}

	/**
	 * Sets the value for the whole process instance, in place of an earlier one.
	 * @param value never {@code null}: a condition may read a missing value as a decision
	 */
	public void set(VariableScope scope, T value) {
		scope.setVariable(this.name, Objects.requireNonNull(value, this.name));
	}

	/**
	 * Sets the value for the whole process instance, or null in place of an earlier one.
	 * Not for what a condition reads.
	 */
	public void setOrClear(VariableScope scope, T value) {
		scope.setVariable(this.name, value);
	}

	private T required(Object value) {
		return typed(value)
			.orElseThrow(() -> new IllegalStateException("Process variable '" + this.name + "' is missing"));
	}

	private Optional<T> typed(Object value) {
		if (value != null && !this.type.isInstance(value)) {
			throw new IllegalStateException("Process variable '" + this.name + "' is a "
					+ value.getClass().getSimpleName() + ", not a " + this.type.getSimpleName());
		}
		return Optional.ofNullable(value).map(this.type::cast);
	}

}
