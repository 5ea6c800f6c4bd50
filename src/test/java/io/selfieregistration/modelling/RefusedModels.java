package io.selfieregistration.modelling;

import java.util.stream.Stream;

import io.selfieregistration.system.Models;

/** Mistakes that analysts make with our modules, and what they are told. */
public final class RefusedModels {

	private static final String CALL = "The call activity 'callActivity_registerSelfie' (Register selfie) ";

	/** From the module straight to the step that publishes. */
	static final String FLOW_TO_PUBLISH = "<bpmn:sequenceFlow id=\"flow_registeredToPublish\""
			+ " sourceRef=\"callActivity_registerSelfie\" targetRef=\"serviceTask_publishResult\" />";

	/** Publishes at once only what was registered. */
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

	private static final String FLOW_TO_REGISTER = "<bpmn:sequenceFlow id=\"flow_requestedToRegister\""
			+ " sourceRef=\"startEvent_verificationRequested\" targetRef=\"callActivity_registerSelfie\" />";

	/** Another step that runs the module; its flows are up to the model. */
	private static final String AGAIN = """
			<bpmn:callActivity id="callActivity_registerAgain" name="Register again" calledElement="selfie-registration">
			  <bpmn:extensionElements>
			    <camunda:in businessKey="#{execution.processBusinessKey}" />
			    <camunda:in source="requestId" target="requestId" />
			    <camunda:out source="selfieOutcome" target="selfieOutcome" />
			  </bpmn:extensionElements>
			</bpmn:callActivity>
			""";

	/** Both modules at once. */
	private static final String AT_ONCE = AGAIN
			+ """
					<bpmn:parallelGateway id="gateway_both" />
					<bpmn:sequenceFlow id="flow_requestedToRegister" sourceRef="startEvent_verificationRequested" \
					targetRef="gateway_both" />
					<bpmn:sequenceFlow id="flow_register" sourceRef="gateway_both" targetRef="callActivity_registerSelfie" />
					<bpmn:sequenceFlow id="flow_registerAgain" sourceRef="gateway_both" targetRef="callActivity_registerAgain" />
					<bpmn:sequenceFlow id="flow_againToPublish" sourceRef="callActivity_registerAgain" \
					targetRef="serviceTask_publishAgain" />
					<bpmn:serviceTask id="serviceTask_publishAgain" name="Publish again" camunda:asyncBefore="true" \
					camunda:asyncAfter="true" camunda:delegateExpression="#{publishResultDelegate}" />
					""";

	/** One module after the other. */
	private static final String IN_SEQUENCE = AGAIN + """
			<bpmn:sequenceFlow id="flow_registeredToAgain" sourceRef="callActivity_registerSelfie" \
			targetRef="callActivity_registerAgain" />
			<bpmn:sequenceFlow id="flow_registeredToPublish" sourceRef="callActivity_registerAgain" \
			targetRef="serviceTask_publishResult" />
			""";

	/** One module or the other. */
	private static final String EITHER_OR = AGAIN
			+ """
					<bpmn:exclusiveGateway id="gateway_again" name="Again?" default="flow_register" />
					<bpmn:sequenceFlow id="flow_requestedToRegister" sourceRef="startEvent_verificationRequested" \
					targetRef="gateway_again" />
					<bpmn:sequenceFlow id="flow_register" sourceRef="gateway_again" targetRef="callActivity_registerSelfie" />
					<bpmn:sequenceFlow id="flow_registerAgain" sourceRef="gateway_again" targetRef="callActivity_registerAgain">
					  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="feel">again</bpmn:conditionExpression>
					</bpmn:sequenceFlow>
					<bpmn:sequenceFlow id="flow_againToPublish" sourceRef="callActivity_registerAgain" \
					targetRef="serviceTask_publishResult" />
					""";

	/** Ends the module after a while; what follows is up to the model. */
	private static final String TOO_LATE = FLOW_TO_REGISTER + """
			<bpmn:boundaryEvent id="event_tooLate" name="Too late" attachedToRef="callActivity_registerSelfie">
			  <bpmn:timerEventDefinition id="timerEventDefinition_tooLate">
			    <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration>
			  </bpmn:timerEventDefinition>
			</bpmn:boundaryEvent>
			""";

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
						CALL + "does not lead to the step that publishes the result on the way to the end event"
								+ " 'endEvent_resultPublished' (Result published): lead every way there"),
				new Mistake("decision that leads past the publish step", FLOW_TO_PUBLISH, DECIDES,
						CALL + "does not lead to the step that publishes the result on the way to the end event"
								+ " 'endEvent_notRegistered' (Not registered): lead every way there"),
				new Mistake("timer that leads past the publish step", FLOW_TO_REGISTER, TOO_LATE + """
						<bpmn:sequenceFlow id="flow_tooLate" sourceRef="event_tooLate" targetRef="endEvent_tooLate" />
						<bpmn:endEvent id="endEvent_tooLate" name="Given up" />""", CALL
						+ "can be ended by the boundary event 'event_tooLate' (Too late), which does not lead to the"
						+ " step that publishes the result: lead every way there"),
				new Mistake("no save point behind the publish step", " camunda:asyncAfter=\"true\"", "",
						"The service task 'serviceTask_publishResult' (Publish result) has no save point behind it, so"
								+ " what fails later would take the result back: it needs camunda:asyncAfter=\"true\""),
				new Mistake("error that the module does not throw", FLOW_TO_REGISTER, FLOW_TO_REGISTER
						+ """
								<bpmn:boundaryEvent id="event_failed" name="Failed" attachedToRef="callActivity_registerSelfie">
								  <bpmn:errorEventDefinition id="errorEventDefinition_failed" />
								</bpmn:boundaryEvent>
								<bpmn:sequenceFlow id="flow_failed" sourceRef="event_failed" targetRef="serviceTask_publishResult" />""",
						"The boundary event 'event_failed' (Failed) can never fire: the module throws no error; decide by"
								+ " selfieOutcome instead"),
				new Mistake("two modules at the same time", FLOW_TO_REGISTER, AT_ONCE, CALL
						+ "and the call activity 'callActivity_registerAgain' (Register"
						+ " again) can run at the same time, but a request runs one module at a time: put them one"
						+ " after the other"),
				new Mistake("module that begins again", FLOW_TO_REGISTER,
						FLOW_TO_REGISTER
								+ """
										<bpmn:boundaryEvent id="event_reminded" name="Reminded" cancelActivity="false" \
										attachedToRef="callActivity_registerSelfie">
										  <bpmn:timerEventDefinition id="timerEventDefinition_reminded">
										    <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration>
										  </bpmn:timerEventDefinition>
										</bpmn:boundaryEvent>
										<bpmn:userTask id="userTask_callPerson" name="Call the person" />
										<bpmn:sequenceFlow id="flow_reminded" sourceRef="event_reminded" targetRef="userTask_callPerson" />
										<bpmn:sequenceFlow id="flow_called" sourceRef="userTask_callPerson" \
										targetRef="callActivity_registerSelfie" />""",
						CALL + "can begin again before it has ended, but a request runs one module at a time: join the"
								+ " ways that lead to it"),
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

	/** Workflows with more than one module, or a way out of it, that are no mistake. */
	static Stream<Mistake> variations() {
		return Stream.of(new Mistake("one module after the other", FLOW_TO_PUBLISH, IN_SEQUENCE, ""),
				new Mistake("one module or the other", FLOW_TO_REGISTER, EITHER_OR, ""),
				new Mistake("publishes when it is too late", FLOW_TO_REGISTER, TOO_LATE + """
						<bpmn:sequenceFlow id="flow_tooLate" sourceRef="event_tooLate" \
						targetRef="serviceTask_publishResult" />""", ""),
				new Mistake("another module when it is too late", FLOW_TO_REGISTER, TOO_LATE + AGAIN + """
						<bpmn:sequenceFlow id="flow_tooLate" sourceRef="event_tooLate" \
						targetRef="callActivity_registerAgain" />
						<bpmn:sequenceFlow id="flow_againToPublish" sourceRef="callActivity_registerAgain" \
						targetRef="serviceTask_publishResult" />""", ""), new Mistake("the module once more",
						"sourceRef=\"callActivity_registerSelfie\" targetRef=\"serviceTask_publishResult\" />", """
								sourceRef="callActivity_registerSelfie" targetRef="gateway_again" />
								<bpmn:exclusiveGateway id="gateway_again" name="Again?" default="flow_publish" />
								<bpmn:userTask id="userTask_callPerson" name="Call the person" />
								<bpmn:sequenceFlow id="flow_again" sourceRef="gateway_again" \
								targetRef="userTask_callPerson">
								  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" \
								language="feel">again</bpmn:conditionExpression>
								</bpmn:sequenceFlow>
								<bpmn:sequenceFlow id="flow_called" sourceRef="userTask_callPerson" \
								targetRef="callActivity_registerSelfie" />
								<bpmn:sequenceFlow id="flow_publish" sourceRef="gateway_again" \
								targetRef="serviceTask_publishResult" />""", ""));
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
