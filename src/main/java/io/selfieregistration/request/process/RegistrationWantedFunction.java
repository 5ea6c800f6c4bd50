package io.selfieregistration.request.process;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.feel.context.JavaFunction;
import org.camunda.feel.context.JavaFunctionProvider;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValNull$;
import org.camunda.feel.syntaxtree.ValString;

/**
 * Gives FEEL conditions of models the function
 * {@code registrationWanted(requestId, selfieEnabled, selfieRule)}. FEEL makes it by its
 * service file, without Spring, so it asks the engine that evaluates the condition for
 * the bean that decides.
 */
public class RegistrationWantedFunction extends JavaFunctionProvider {

	private static final String NAME = SelfieRegistrationProcess.Functions.REGISTRATION_WANTED;

	@Override
	public Optional<JavaFunction> resolveFunction(String name) {
		return NAME.equals(name) ? Optional.of(new JavaFunction(List.of("requestId", "selfieEnabled", "selfieRule"),
				RegistrationWantedFunction::decide)) : Optional.empty();
	}

	@Override
	public Collection<String> getFunctionNames() {
		return Set.of(NAME);
	}

	private static Val decide(List<Val> arguments) {
		ProcessEngineConfigurationImpl engine = Context.getProcessEngineConfiguration();
		RegistrationWanted decider = engine.getArtifactFactory().getArtifact(RegistrationWanted.class);
		return new ValBoolean(decider.decide(text(arguments.get(0)), text(arguments.get(1)), text(arguments.get(2))));
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
				"registrationWanted takes texts, not " + argument.getClass().getSimpleName());
	}

}
