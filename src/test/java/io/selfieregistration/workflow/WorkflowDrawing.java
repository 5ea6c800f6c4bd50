package io.selfieregistration.workflow;

import java.util.Map;
import java.util.stream.Collectors;

/** Draws workflows with several modules, or with ways that lead out of one. */
public final class WorkflowDrawing {

	private static final String PUBLISH = """
			<serviceTask id="serviceTask_publishResult" camunda:asyncBefore="true" camunda:asyncAfter="true"
			    camunda:delegateExpression="#{publishResultDelegate}" />""";

	private static final String LATE = """
			<timerEventDefinition><timeDuration>%s</timeDuration></timerEventDefinition>""";

	private WorkflowDrawing() {
	}

	/** A call of the module with settings of its own. */
	public static String module(String id, Map<String, String> settings) {
		String inputs = settings.entrySet()
			.stream()
			.map((setting) -> "<camunda:inputParameter name=\"" + setting.getKey() + "\">" + setting.getValue()
					+ "</camunda:inputParameter>")
			.collect(Collectors.joining());
		return """
				<callActivity id="%s" calledElement="selfie-registration"><extensionElements>
				<camunda:in businessKey="#{execution.processBusinessKey}" />
				<camunda:in source="requestId" target="requestId" /><camunda:in local="true" variables="all" />
				<camunda:out source="selfie_registered" target="selfie_registered" />
				<camunda:out source="photo_url" target="photo_url" />
				<camunda:out source="selfie_registered_at" target="selfie_registered_at" />
				<camunda:out source="selfieOutcome" target="selfieOutcome" />
				<camunda:inputOutput>%s</camunda:inputOutput></extensionElements></callActivity>""".formatted(id,
				inputs);
	}

	/** A call of Selfie Verification with settings of its own. */
	public static String verification(String id, Map<String, String> settings) {
		return module(id, settings).replace("selfie-registration", "selfie-verification")
			.replace("selfie_registered_at", "selfie_verified_at")
			.replace("selfie_registered", "selfie_verified")
			.replace("<camunda:inputOutput>",
					"<camunda:out source=\"selfie_quality_score\" target=\"selfie_quality_score\" /><camunda:inputOutput>");
	}

	/** Nothing but a verification. */
	public static String verifying(String key, Map<String, String> settings) {
		return process(key,
				verification("callActivity_verify", settings) + flow("startEvent_requested", "callActivity_verify")
						+ flow("callActivity_verify", "serviceTask_publishResult"));
	}

	/** One module after the other. */
	public static String sequence(String key, Map<String, String> first, Map<String, String> second) {
		return process(key, module("callActivity_first", first) + module("callActivity_second", second)
				+ flow("startEvent_requested", "callActivity_first") + flow("callActivity_first", "callActivity_second")
				+ flow("callActivity_second", "serviceTask_publishResult"));
	}

	/** One module or the other, as a FEEL condition says. */
	public static String eitherOr(String key, String condition, Map<String, String> either, Map<String, String> or) {
		return process(key,
				"<exclusiveGateway id=\"gateway_which\" default=\"flow_or\" /><exclusiveGateway id=\"gateway_join\" />"
						+ module("callActivity_either", either) + module("callActivity_or", or)
						+ flow("startEvent_requested", "gateway_which")
						+ "<sequenceFlow id=\"flow_either\" sourceRef=\"gateway_which\" targetRef=\"callActivity_either\">"
						+ "<conditionExpression xsi:type=\"tFormalExpression\" language=\"feel\">" + condition
						+ "</conditionExpression></sequenceFlow>"
						+ "<sequenceFlow id=\"flow_or\" sourceRef=\"gateway_which\" targetRef=\"callActivity_or\" />"
						+ flow("callActivity_either", "gateway_join") + flow("callActivity_or", "gateway_join")
						+ flow("gateway_join", "serviceTask_publishResult"));
	}

	/** Both modules at the same time, which must not be. */
	public static String parallel(String key) {
		return process(key, "<parallelGateway id=\"gateway_fork\" /><parallelGateway id=\"gateway_join\" />"
				+ module("callActivity_first", Map.of()) + module("callActivity_second", Map.of())
				+ flow("startEvent_requested", "gateway_fork") + flow("gateway_fork", "callActivity_first")
				+ flow("gateway_fork", "callActivity_second") + flow("callActivity_first", "gateway_join")
				+ flow("callActivity_second", "gateway_join") + flow("gateway_join", "serviceTask_publishResult"));
	}

	/** A module in a subprocess that a timer interrupts. */
	public static String withinTime(String key, String duration) {
		return process(key,
				"<subProcess id=\"subProcess_inTime\"><startEvent id=\"startEvent_inner\" />"
						+ module("callActivity_registerSelfie", Map.of()) + "<endEvent id=\"endEvent_inner\" />"
						+ flow("startEvent_inner", "callActivity_registerSelfie")
						+ flow("callActivity_registerSelfie", "endEvent_inner") + "</subProcess>"
						+ "<boundaryEvent id=\"event_tooLate\" attachedToRef=\"subProcess_inTime\">"
						+ LATE.formatted(duration) + "</boundaryEvent><exclusiveGateway id=\"gateway_join\" />"
						+ flow("startEvent_requested", "subProcess_inTime") + flow("subProcess_inTime", "gateway_join")
						+ flow("event_tooLate", "gateway_join") + flow("gateway_join", "serviceTask_publishResult"));
	}

	/** A module that a timer on it interrupts. */
	public static String timerOnModule(String key, String duration) {
		return interrupted(key, LATE.formatted(duration), "");
	}

	/** A module that a message on it interrupts. */
	public static String messageOnModule(String key, String message) {
		return interrupted(key, "<messageEventDefinition messageRef=\"Message_stop\" />",
				"<message id=\"Message_stop\" name=\"" + message + "\" />");
	}

	private static String interrupted(String key, String event, String definitions) {
		return process(key,
				module("callActivity_registerSelfie", Map.of())
						+ "<boundaryEvent id=\"event_stop\" attachedToRef=\"callActivity_registerSelfie\">" + event
						+ "</boundaryEvent><exclusiveGateway id=\"gateway_join\" />"
						+ flow("startEvent_requested", "callActivity_registerSelfie")
						+ flow("callActivity_registerSelfie", "gateway_join") + flow("event_stop", "gateway_join")
						+ flow("gateway_join", "serviceTask_publishResult"),
				definitions);
	}

	/** A module that an event subprocess of the workflow ends. */
	public static String eventSubprocess(String key, String message) {
		return process(key, module("callActivity_registerSelfie", Map.of())
				+ flow("startEvent_requested", "callActivity_registerSelfie")
				+ flow("callActivity_registerSelfie", "serviceTask_publishResult")
				+ "<subProcess id=\"subProcess_stop\" triggeredByEvent=\"true\"><startEvent id=\"startEvent_stop\">"
				+ "<messageEventDefinition messageRef=\"Message_stop\" /></startEvent>"
				+ PUBLISH.replace("serviceTask_publishResult", "serviceTask_publishStopped")
				+ "<endEvent id=\"endEvent_stopped\" />" + flow("startEvent_stop", "serviceTask_publishStopped")
				+ flow("serviceTask_publishStopped", "endEvent_stopped") + "</subProcess>",
				"<message id=\"Message_stop\" name=\"" + message + "\" />");
	}

	/** A module beside a task; the task ends both, within a subprocess. */
	public static String terminated(String key) {
		return process(key, "<subProcess id=\"subProcess_both\"><startEvent id=\"startEvent_inner\" />"
				+ "<parallelGateway id=\"gateway_fork\" /><userTask id=\"userTask_stop\" />"
				+ module("callActivity_registerSelfie", Map.of())
				+ "<endEvent id=\"endEvent_stopped\"><terminateEventDefinition /></endEvent>"
				+ "<endEvent id=\"endEvent_registered\" />" + flow("startEvent_inner", "gateway_fork")
				+ flow("gateway_fork", "userTask_stop") + flow("gateway_fork", "callActivity_registerSelfie")
				+ flow("userTask_stop", "endEvent_stopped") + flow("callActivity_registerSelfie", "endEvent_registered")
				+ "</subProcess>" + flow("startEvent_requested", "subProcess_both")
				+ flow("subProcess_both", "serviceTask_publishResult"));
	}

	private static String process(String key, String contents) {
		return process(key, contents, "");
	}

	private static String process(String key, String contents, String definitions) {
		return """
				<?xml version="1.0" encoding="UTF-8"?>
				<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="Definitions_test"
				    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://bpmn.io/schema/bpmn"
				    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
				<process id="%s" isExecutable="true" camunda:historyTimeToLive="P30D">
				<startEvent id="startEvent_requested" />%s%s<endEvent id="endEvent_resultPublished" />%s</process>%s
				</definitions>""".formatted(key, contents, PUBLISH,
				flow("serviceTask_publishResult", "endEvent_resultPublished"), definitions);
	}

	private static String flow(String from, String to) {
		return "<sequenceFlow id=\"flow_%1$s_%2$s\" sourceRef=\"%1$s\" targetRef=\"%2$s\" />".formatted(from, to);
	}

}
