package io.selfieregistration.request.process;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Map;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.feel.context.JavaFunction;
import org.camunda.feel.context.JavaFunctionProvider;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValNull$;
import org.camunda.feel.syntaxtree.ValString;

import io.selfieregistration.jdbc.DatabaseFault;
import io.selfieregistration.workflow.process.EngineExtensions;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Functions;

/**
 * Provides the FEEL functions of the module:
 * {@code registrationWanted(requestId, selfieEnabled, selfieRule)} and
 * {@code registeredBefore(requestId)}. FEEL instantiates this class by its service file,
 * without Spring, so it looks the bean up in the engine that evaluates the condition.
 */
public class RegistrationFunctions extends JavaFunctionProvider {

	private static final Map<String, JavaFunction> FUNCTIONS = Map.of( //
			Functions.REGISTRATION_WANTED,
			new JavaFunction(List.of("requestId", "selfieEnabled", "selfieRule"), RegistrationFunctions::wanted), //
			Functions.REGISTERED_BEFORE, new JavaFunction(List.of("requestId"), RegistrationFunctions::before));

	@Override
	public Optional<JavaFunction> resolveFunction(String name) {
		return Optional.ofNullable(FUNCTIONS.get(name));
	}

	@Override
	public Collection<String> getFunctionNames() {
		return FUNCTIONS.keySet();
	}

	private static Val wanted(List<Val> arguments) {
		String module = Context.getBpmnExecutionContext().getProcessInstance().getId();
		return new ValBoolean(DatabaseFault.noted(() -> EngineExtensions.bean(RegistrationWanted.class)
			.decide(text(arguments.get(0)), module, text(arguments.get(1)), text(arguments.get(2)))));
	}

	private static Val before(List<Val> arguments) {
		return new ValBoolean(DatabaseFault
			.noted(() -> EngineExtensions.bean(RegistrationWanted.class).isRegisteredBefore(text(arguments.get(0)))));
	}

	private static String text(Val argument) {
		if (argument instanceof ValString text) {
			return text.value();
		}
		if (argument instanceof ValBoolean bool) {
			return Boolean.toString(bool.value());
		}
		if (argument == ValNull$.MODULE$) {
			return null;
		}
		throw new IllegalArgumentException(
				"The functions of the module take texts, not " + argument.getClass().getSimpleName());
	}

}
