package io.selfieregistration.modelling;

import java.util.stream.Stream;

import io.selfieregistration.system.Models;

/** Mistakes that analysts make with our modules, and what they are told. */
public final class RefusedModels {

	private static final String CALL = "The call activity 'callActivity_registerSelfie' (Register selfie) ";

	/** From the module straight to the step that publishes. */
	static final String FLOW_TO_PUBLISH = "<bpmn:sequenceFlow id=\"flow_registeredToPublish\""
			+ " sourceRef=\"callActivity_registerSelfie\" targetRef=\"serviceTask_publishResult\" />";

	/** Publishes only what was registered. */
	static final String DECIDES = """
			<bpmn:sequenceFlow id="flow_registeredToPublish" sourceRef="callActivity_registerSelfie" \
			targetRef="gateway_registered" />
			<bpmn:exclusiveGateway id="gateway_registered" name="Registered?" default="flow_notRegistered" />
			<bpmn:sequenceFlow id="flow_notRegistered" sourceRef="gateway_registered" targetRef="endEvent_notRegistered" />
			<bpmn:sequenceFlow id="flow_registered" sourceRef="gateway_registered" targetRef="serviceTask_publishResult">
			  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" \
			language="feel">selfie_registered = "true"</bpmn:conditionExpression>
			</bpmn:sequenceFlow>
			<bpmn:endEvent id="endEvent_notRegistered" name="Not registered" />""";

	private RefusedModels() {
	}

	/**
	 * A change of the workflow Verification and what is said of it.
	 *
	 * @param text what is replaced in the model
	 */
	public record Mistake(String name, String text, String replacement, String sentence) {

		String in(String key) {
			return Models.replace(Models.workflow(key), this.text, this.replacement);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	public static Stream<Mistake> all() {
		String rule = "name=\"selfieRule\" />";
		return Stream.of( //
				new Mistake("business key", "<camunda:in businessKey=\"#{execution.processBusinessKey}\" />", "",
						CALL + "does not hand over the business key: it needs"
								+ " camunda:in businessKey=\"#{execution.processBusinessKey}\""),
				new Mistake("request", "<camunda:in source=\"requestId\" target=\"requestId\" />", "",
						CALL + "does not hand over the request: it needs"
								+ " camunda:in source=\"requestId\" target=\"requestId\""),
				new Mistake("settings that stay behind", "<camunda:in local=\"true\" variables=\"all\" />", "",
						CALL + "does not hand over its settings: it needs camunda:in local=\"true\" variables=\"all\""),
				new Mistake("unknown setting", "name=\"selfieReminder\" />", "name=\"selfieRemainder\" />",
						CALL + "has the setting 'selfieRemainder', which the module does not know: it knows"
								+ " selfieEnabled, selfieLinkExpiry, selfieMaximumAttempts, selfieQualityPolicy,"
								+ " selfieReminder, selfieRule"),
				new Mistake("setting that is there twice", "name=\"selfieReminder\" />", "name=\"selfieRule\" />",
						CALL + "has the setting 'selfieRule' twice: remove one of them"),
				setting("selfieLinkExpiry", "2 days", "must be a duration such as PT24H or P2D"),
				setting("selfieLinkExpiry", "24h", "must be a duration such as PT24H or P2D"),
				setting("selfieReminder", "-PT5M", "must be a duration of a second or longer"),
				setting("selfieReminder", "PT0S", "must be a duration of a second or longer"),
				setting("selfieMaximumAttempts", "11", "must be a whole number from 1 to 10"),
				setting("selfieMaximumAttempts", "0", "must be a whole number from 1 to 10"),
				setting("selfieMaximumAttempts", "1000", "must be a whole number from 1 to 10"),
				setting("selfieQualityPolicy", "lax", "must be standard or strict"),
				new Mistake("neither on nor off", "name=\"selfieEnabled\">true<", "name=\"selfieEnabled\">yes<",
						CALL + "has the setting 'selfieEnabled', which must be true or false"),
				new Mistake("On as Modeler shows it", "name=\"selfieEnabled\">true<", "name=\"selfieEnabled\">On<",
						CALL + "has the setting 'selfieEnabled', which must be true or false"),
				new Mistake("reminder after the expiry", "name=\"selfieLinkExpiry\" />", """
						name="selfieLinkExpiry">PT1H</camunda:inputParameter>
						<camunda:inputParameter name="selfieReminder">PT2H</camunda:inputParameter>""",
						CALL + "has a selfieReminder that is not shorter than its selfieLinkExpiry"),
				new Mistake("rule that does not parse", rule,
						"name=\"selfieRule\">user.age &gt;</camunda:inputParameter>",
						CALL + "has a rule that is not valid: The rule 'user.age >' does not parse from line 1, column 10"
								+ " on: \">\""),
				habit("user.age == 18", "10 on: \"== 18\" (FEEL compares by one =)"),
				habit("user.country = \u201cNL\u201d",
						"14 on: \"= \u201cNL\u201d\" (texts stand in straight double quotes)"),
				new Mistake("rule that reads what there is not", rule,
						"name=\"selfieRule\">request.age &gt; 18</camunda:inputParameter>",
						CALL + "has a rule that is not valid: The rule 'request.age > 18' reads 'request.age', which no"
								+ " rule can read"),
				new Mistake("unknown named rule", rule, "name=\"selfieRule\">rule(\"adults\")</camunda:inputParameter>",
						CALL + "has a rule that is not valid: The rule 'rule(\"adults\")' calls the rule 'adults', which"
								+ " does not exist"),
				new Mistake("rule that is computed", rule, "name=\"selfieRule\">${rule}</camunda:inputParameter>",
						CALL + "has a rule that the engine computes: write the rule itself, without ${ and #{"),
				new Mistake("output under the name of another",
						"<camunda:out source=\"selfie_registered\" target=\"selfie_registered\" />",
						"<camunda:out source=\"selfie_registered\" target=\"photo_url\" />",
						CALL + "takes over two outputs as 'photo_url': give each its own name again"),
				new Mistake("output that there is not", "<camunda:out source=\"photo_url\"",
						"<camunda:out source=\"photoUrl\"",
						CALL + "takes over 'photoUrl', which the module does not give: it gives photo_url, selfieOutcome,"
								+ " selfie_registered, selfie_registered_at"),
				new Mistake("module several times", "</bpmn:callActivity>",
						"<bpmn:multiInstanceLoopCharacteristics camunda:collection=\"users\" /></bpmn:callActivity>",
						CALL + "runs the module several times, but a request has one selfie"),
				new Mistake("module of the deployment", "calledElement=\"selfie-registration\"",
						"calledElement=\"selfie-registration\" camunda:calledElementBinding=\"deployment\"",
						CALL + "looks for the module in the deployment of the process: bind it to the latest version"
								+ " instead"),
				new Mistake("missing module", "calledElement=\"selfie-registration\"",
						"calledElement=\"selfie-registraton\"",
						CALL + "calls 'selfie-registraton', which is not deployed: deploy it first, or correct the id"),
				new Mistake("no publish step", "camunda:delegateExpression=\"#{publishResultDelegate}\"",
						"camunda:type=\"external\" camunda:topic=\"publish\"",
						"The process does not publish the result: it needs a service task with the delegate expression"
								+ " #{publishResultDelegate}"),
				new Mistake("publish step that is not reached",
						"sourceRef=\"callActivity_registerSelfie\" targetRef=\"serviceTask_publishResult\"",
						"sourceRef=\"callActivity_registerSelfie\" targetRef=\"endEvent_resultPublished\"",
						CALL + "does not lead to the step that publishes the result"),
				new Mistake("process that is not executable", "isExecutable=\"true\"", "isExecutable=\"false\"",
						"The process is not executable, so nothing of it would be deployed: tick Executable"),
				new Mistake("asynchronous start", "name=\"Verification requested\"",
						"name=\"Verification requested\" camunda:asyncBefore=\"true\"",
						"The start event 'startEvent_verificationRequested' (Verification requested) is asynchronous"
								+ " (camunda:asyncBefore): make the first step after it asynchronous instead"),
				new Mistake("start by a timer", "<bpmn:outgoing>flow_requestedToRegister</bpmn:outgoing>", """
						<bpmn:outgoing>flow_requestedToRegister</bpmn:outgoing>
						<bpmn:timerEventDefinition id="timer"><bpmn:timeCycle xsi:type="bpmn:tFormalExpression" \
						xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">R/P1D</bpmn:timeCycle>\
						</bpmn:timerEventDefinition>""",
						"The process has no start event without a trigger, so a request cannot start it"));
	}

	private static Mistake habit(String rule, String place) {
		return new Mistake(rule, "name=\"selfieRule\" />", "name=\"selfieRule\">" + rule + "</camunda:inputParameter>",
				CALL + "has a rule that is not valid: The rule '" + rule + "' does not parse from line 1, column "
						+ place);
	}

	private static Mistake setting(String name, String value, String problem) {
		return new Mistake(name, "name=\"" + name + "\" />",
				"name=\"" + name + "\">" + value + "</camunda:inputParameter>",
				CALL + "has the setting '" + name + "', which " + problem);
	}

}
