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
import io.selfieregistration.request.Decision;
import io.selfieregistration.workflow.process.EngineExtensions;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Functions;
import io.selfieregistration.workflow.process.SelfieVerificationProcess;

/**
 * Provides the FEEL functions of the modules: one for each that decides whether it is
 * wanted, {@code registeredBefore(requestId)} and {@code decidedBefore(requestId)}. FEEL
 * instantiates this class by its service file, without Spring, so it looks the bean up in
 * the engine that evaluates the condition.
 */
public class ModuleFunctions extends JavaFunctionProvider {

	private static final Map<String, JavaFunction> FUNCTIONS = Map.of( //
			Functions.REGISTRATION_WANTED, wanted(SelfieRegistrationProcess.KEY), //
			SelfieVerificationProcess.Functions.VERIFICATION_WANTED, wanted(SelfieVerificationProcess.KEY), //
			Functions.REGISTERED_BEFORE,
			new JavaFunction(List.of("requestId"),
					(arguments) -> new ValBoolean(decision(arguments).filter(Decision.ACCEPTED::equals).isPresent())), //
			SelfieVerificationProcess.Functions.DECIDED_BEFORE,
			new JavaFunction(List.of("requestId"),
					(arguments) -> decision(arguments).<Val>map((decision) -> new ValString(decision.code()))
						.orElse(ValNull$.MODULE$)));

	@Override
	public Optional<JavaFunction> resolveFunction(String name) {
		return Optional.ofNullable(FUNCTIONS.get(name));
	}

	@Override
	public Collection<String> getFunctionNames() {
		return FUNCTIONS.keySet();
	}

	private static JavaFunction wanted(String module) {
		return new JavaFunction(List.of("requestId", "selfieEnabled", "selfieRule"), (arguments) -> {
			String instance = Context.getBpmnExecutionContext().getProcessInstance().getId();
			return new ValBoolean(DatabaseFault.noted(() -> EngineExtensions.bean(ModuleWanted.class)
				.decide(module, text(arguments.get(0)), instance, text(arguments.get(1)), text(arguments.get(2)))));
		});
	}

	private static Optional<Decision> decision(List<Val> arguments) {
		return DatabaseFault
			.noted(() -> EngineExtensions.bean(ModuleWanted.class).decidedBefore(text(arguments.get(0))));
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
