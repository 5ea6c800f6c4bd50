package io.selfieregistration.intake.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.validation.Validator;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.Applications;
import io.selfieregistration.intake.NewRequest;
import io.selfieregistration.intake.RequestDetails;
import io.selfieregistration.intake.RequestIntake;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.Requests;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;
import io.selfieregistration.workflow.process.StartRefused;

import org.springframework.stereotype.Component;

/**
 * Runs at the start of every workflow: attaches the process instance to its request. If
 * the instance was started in the engine and has no request, one is created from the
 * start variables.
 * <p>
 * Start variables may be personal, so all are removed: they move to the request in the
 * transaction that starts the instance, and {@link LeanHistoryLevel} keeps them out of
 * the history. Only the ids of the request and of the application remain.
 */
@Component
class TakeOverRequestListener implements ExecutionListener {

	private static final String USER_ID = "userId";

	private static final String EMAIL = "email";

	private static final String PHONE = "phone";

	private static final String LOCALE = "locale";

	private static final String PHASE = "workflow";

	private final Requests requests;

	private final RequestIntake intake;

	private final Applications applications;

	private final Validator validator;

	TakeOverRequestListener(Requests requests, RequestIntake intake, Applications applications, Validator validator) {
		this.requests = requests;
		this.intake = intake;
		this.applications = applications;
		this.validator = validator;
	}

	@Override
	public void notify(DelegateExecution execution) {
		Map<String, Object> variables = execution.getVariables();
		Optional<RequestId> known = RequestId.parse(execution.getProcessBusinessKey());
		Request request = (variables.isEmpty() && known.isPresent()) ? attach(known.get(), execution)
				: takeOver(execution, variables);
		execution.removeVariables();
		Variables.REQUEST_ID.set(execution, request.id().toString());
		Variables.APPLICATION_ID.set(execution, request.applicationId());
	}

	private Request attach(RequestId id, DelegateExecution execution) {
		Request request = attached(id, execution);
		if (!mayServe(execution.getTenantId(), request.workspace())) {
			throw new StartRefused("The request " + id + " is not one of the workspace of this workflow");
		}
		return request;
	}

	private Request attached(RequestId id, DelegateExecution execution) {
		try {
			return this.requests.attach(id, execution.getProcessInstanceId(), key(execution));
		}
		catch (IllegalStateException ex) {
			throw new StartRefused(ex.getMessage());
		}
	}

	private Request takeOver(DelegateExecution execution, Map<String, Object> variables) {
		Map<String, Object> metadata = new LinkedHashMap<>(variables);
		String applicationId = text(metadata, Variables.APPLICATION_ID.name())
			.orElseThrow(() -> new StartRefused("The variable 'applicationId' is missing"));
		Application application = this.applications.find(applicationId)
			.filter((found) -> mayServe(execution.getTenantId(), found.workspace()))
			.orElseThrow(() -> new StartRefused("The variable 'applicationId' names no application"));
		String userId = text(metadata, USER_ID).orElseThrow(() -> new StartRefused("The variable 'userId' is missing"));
		String email = text(metadata, EMAIL).orElse(null);
		String phone = text(metadata, PHONE).orElse(null);
		String locale = text(metadata, LOCALE).orElse(null);
		Phase phase = text(metadata, PHASE).map(TakeOverRequestListener::phase)
			.orElseGet(() -> phaseOf(execution, application));
		if (metadata.containsKey(Variables.REQUEST_ID.name())) {
			// The history would take the other variables for those of a request
			throw new StartRefused("The variable 'requestId' is set by the service; leave it out");
		}
		metadata.forEach(TakeOverRequestListener::requirePlain);
		RequestDetails details = new RequestDetails(userId, phase.code(), null, email, phone, locale, metadata, null,
				null, null);
		requireValid(details);
		Request request = this.intake.takeOver(new NewRequest(application, phase, false, details.userId(), email, phone,
				locale, metadata, null, null, null, null), execution.getProcessInstanceId(), key(execution));
		execution.setProcessBusinessKey(request.id().toString());
		return request;
	}

	/**
	 * Tenant check: a workflow of a workspace serves only requests of that workspace, and
	 * a user of the engine may start workflows only for the user's own workspaces.
	 */
	private static boolean mayServe(String tenant, String workspace) {
		return (tenant == null || tenant.equals(workspace))
				&& Context.getCommandContext().getTenantManager().isAuthenticatedTenant(workspace);
	}

	/** The onboarding workflow of an application onboards; everything else verifies. */
	private static Phase phaseOf(DelegateExecution execution, Application application) {
		return key(execution).equals(application.settings().onboardingWorkflow()) ? Phase.ONBOARDING
				: Phase.VERIFICATION;
	}

	private static String key(DelegateExecution execution) {
		return ((ExecutionEntity) execution).getProcessDefinition().getKey();
	}

	/** Start variables are checked as the fields of a call that starts a request. */
	private void requireValid(RequestDetails details) {
		this.validator.validate(details)
			.stream()
			.map((violation) -> "The variable '" + violation.getPropertyPath() + "' " + violation.getMessage())
			.sorted()
			.findFirst()
			.ifPresent((problem) -> {
				throw new StartRefused(problem);
			});
	}

	/** Removes a text from the variables; an empty one counts as missing. */
	private static Optional<String> text(Map<String, Object> variables, String name) {
		Object value = variables.remove(name);
		if (value != null && !(value instanceof String)) {
			throw new StartRefused("The variable '" + name + "' is not a text");
		}
		return Optional.ofNullable((String) value).filter((text) -> !text.isBlank());
	}

	private static Phase phase(String code) {
		for (Phase phase : Phase.values()) {
			if (phase.code().equals(code)) {
				return phase;
			}
		}
		throw new StartRefused("The variable 'workflow' is neither onboarding nor verification");
	}

	private static void requirePlain(String name, Object value) {
		if (value != null && !(value instanceof String) && !(value instanceof Number) && !(value instanceof Boolean)) {
			throw new StartRefused(
					"The variable '" + name + "' is neither text nor number nor Boolean, which is all that a"
							+ " request keeps: send a date as a text such as 2026-11-29, JSON as a text, and no file");
		}
	}

}
