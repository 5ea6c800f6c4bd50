package io.selfieregistration.modelling;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

/**
 * Models by which somebody who may deploy would take over the service, or wear it out.
 */
final class HostileModels {

	/**
	 * Runs {@link Canary#touch()} where nobody keeps expressions from running methods.
	 */
	private static final String TOUCH = "${''.getClass().forName('io.selfieregistration.modelling.Canary')"
			+ ".getMethod('touch').invoke(null)}";

	private static final String CLASS = Canary.class.getName();

	private static final String STEP = "The service task 'step' (Do it)";

	private static final String USER = "The user task 'step' (Do it)";

	private HostileModels() {
	}

	/**
	 * A model and what is said of it.
	 *
	 * @param file how its name ends
	 */
	record Hostile(String name, String file, String content, String sentence) {

		byte[] bytes() {
			return this.content.getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	static Stream<Hostile> all() {
		return Stream
			.of(classesAndListeners(), scripts(), expressions(), feel(), endless(), documents(), decisions(), forms(),
					multiplying(), others())
			.flatMap((family) -> family);
	}

	private static Stream<Hostile> classesAndListeners() {
		String listener = STEP + " has a listener, which runs code: remove it";
		return Stream.of( //
				step("class", "serviceTask", "camunda:class=\"" + CLASS + "\"", "",
						STEP + " names a Java class: use a step of an element template or a user task instead"),
				step("class in the namespace of Activiti", "serviceTask",
						"xmlns:a=\"http://activiti.org/bpmn\" a:class=\"" + CLASS + "\"", "",
						STEP + " has the attribute 'a:class', which models may not have here: remove it"),
				step("class of a send task", "sendTask", "camunda:class=\"" + CLASS + "\"", "",
						"The send task 'step' (Do it) names a Java class: use a step of an element template or a user"
								+ " task instead"),
				step("class of a business rule task", "businessRuleTask", "camunda:class=\"" + CLASS + "\"", "",
						"The business rule task 'step' (Do it) names a Java class"),
				step("class that maps variables", "callActivity",
						"calledElement=\"verification\" camunda:variableMappingClass=\"" + CLASS + "\"", "",
						"The call activity 'step' (Do it) names a Java class"),
				step("bean that maps variables", "callActivity",
						"calledElement=\"verification\" camunda:variableMappingDelegateExpression=\"${canary}\"", "",
						"The call activity 'step' (Do it) names '${canary}': the only delegate"),
				step("class that handles a form", "userTask", "camunda:formHandlerClass=\"" + CLASS + "\"", "",
						USER + " names a Java class"),
				step("delegate of the service", "serviceTask", "camunda:delegateExpression=\"#{storeSelfieDelegate}\"",
						"",
						STEP + " names '#{storeSelfieDelegate}': the only delegate that models may name is"
								+ " #{publishResultDelegate}"),
				step("delegate made by an expression", "serviceTask", "camunda:delegateExpression=\"" + TOUCH + "\"",
						"", STEP + " names '${''.getClass()"),
				step("listener by class", "serviceTask", "",
						extension("<camunda:executionListener class=\"" + CLASS + "\" event=\"start\" />"), listener),
				step("listener by expression", "serviceTask", "",
						extension("<camunda:executionListener expression=\"" + TOUCH + "\" event=\"start\" />"),
						listener),
				step("listener by delegate", "serviceTask", "", extension(
						"<camunda:executionListener delegateExpression=\"#{recordOutcomeListener}\" event=\"end\" />"),
						listener),
				step("listener by script", "serviceTask", "",
						extension(
								"<camunda:executionListener event=\"start\">" + "<camunda:script scriptFormat=\"juel\">"
										+ TOUCH + "</camunda:script></camunda:executionListener>"),
						listener),
				step("listener of a user task", "userTask", "",
						extension("<camunda:taskListener class=\"" + CLASS + "\" event=\"create\" />"),
						USER + " has a listener, which runs code: remove it"),
				process("listener of the process",
						extension("<camunda:executionListener class=\"" + CLASS + "\" event=\"start\" />")
								+ flow("", ""),
						"The process 'KEY' has a listener"),
				process("listener of a sequence flow",
						"<bpmn:startEvent id=\"start\" /><bpmn:endEvent id=\"end\" />"
								+ "<bpmn:sequenceFlow id=\"flow\" sourceRef=\"start\" targetRef=\"end\">"
								+ extension("<camunda:executionListener class=\"" + CLASS + "\" event=\"take\" />")
								+ "</bpmn:sequenceFlow>",
						"The sequence flow 'flow' (from 'start' to 'end') has a listener"),
				step("field", "serviceTask", "",
						extension("<camunda:field name=\"text\" expression=\"" + TOUCH + "\" />"),
						STEP + " holds 'camunda:field', which models may not hold here: remove it"),
				step("connector", "serviceTask", "",
						extension("<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId>"
								+ "</camunda:connector>"),
						STEP + " has a connector, which runs code: make it an external task, which a worker of yours completes"),
				step("validator of a form field", "userTask", "",
						extension("<camunda:formData><camunda:formField id=\"a\" type=\"string\"><camunda:validation>"
								+ "<camunda:constraint name=\"validator\" config=\"" + CLASS + "\" />"
								+ "</camunda:validation></camunda:formField></camunda:formData>"),
						USER + " holds 'camunda:constraint validator', which models may not hold here: remove it"),
				step("shell", "serviceTask", "camunda:type=\"shell\"", "", STEP + " is of the type 'shell':"),
				step("mail", "serviceTask", "camunda:type=\"mail\"", "", STEP + " is of the type 'mail':"),
				process("class of a message event",
						flow("intermediateThrowEvent",
								"<bpmn:messageEventDefinition id=\"m\" camunda:class=\"" + CLASS + "\" />"),
						"The intermediate throw event 'step' (Do it) names a Java class"));
	}

	private static Stream<Hostile> scripts() {
		return Stream.of( //
				step("script task", "scriptTask", "scriptFormat=\"juel\"", "<bpmn:script>" + TOUCH + "</bpmn:script>",
						"The script task 'step' (Do it) runs a script: write it in FEEL, a script task with a result variable"),
				step("script task in another namespace", "serviceTask", "",
						"</bpmn:serviceTask><x:scriptTask xmlns:x=\"urn:x\" id=\"other\" scriptFormat=\"juel\"><x:script>"
								+ TOUCH
								+ "</x:script></x:scriptTask><bpmn:serviceTask id=\"last\" camunda:type=\"external\" camunda:topic=\"t\">",
						"holds 'x:scriptTask', which models may not hold here: remove it"),
				step("script task that calls methods", "scriptTask",
						"scriptFormat=\"feel\" camunda:resultVariable=\"a\"",
						"<bpmn:script>execution.processEngineServices</bpmn:script>",
						"The script task 'step' (Do it) has FEEL that reads 'execution.processEngineServices': only plain"
								+ " variables can be read there"),
				step("script task that repeats", "scriptTask", "scriptFormat=\"feel\" camunda:resultVariable=\"a\"",
						"<bpmn:script>for i in 1..1000000000 return i</bpmn:script>",
						"The script task 'step' (Do it) has FEEL that uses 'For'"),
				step("script task in FEEL from a file", "scriptTask",
						"scriptFormat=\"feel\" camunda:resultVariable=\"a\" camunda:resource=\"deployment://evil.feel\"",
						"<bpmn:script>1</bpmn:script>", "The script task 'step' (Do it) runs a script"),
				step("script task with two scripts", "scriptTask", "scriptFormat=\"feel\" camunda:resultVariable=\"a\"",
						"<bpmn:script>1</bpmn:script><bpmn:script>" + TOUCH + "</bpmn:script>",
						"The script task 'step' (Do it) runs a script"),
				step("script task whose language is computed", "scriptTask",
						"scriptFormat=\"${language}\" camunda:resultVariable=\"a\"", "<bpmn:script>1</bpmn:script>",
						"The script task 'step' (Do it) runs a script"),
				completion("completion that runs methods", "", TOUCH, "ends its runs by '${''.getClass()"),
				completion("completion by counters and more", "", "${nrOfInstances == 1 &amp;&amp; execution.id != ''}",
						"ends its runs by '${nrOfInstances == 1"),
				completion("completion in another language", " language=\"javascript\"", "true",
						"ends its runs by 'true'"),
				completion("completion by methods in FEEL", " language=\"feel\"", "execution.id = \"a\"",
						"has FEEL that reads 'execution.id'"),
				step("script task from a file", "scriptTask",
						"scriptFormat=\"groovy\" camunda:resource=\"deployment://evil.groovy\"", "",
						"The script task 'step' (Do it) runs a script"),
				input("script as input", "<camunda:script scriptFormat=\"groovy\">1</camunda:script>",
						STEP + " runs a script"),
				input("script in JUEL as input", "<camunda:script scriptFormat=\"juel\">" + TOUCH + "</camunda:script>",
						STEP + " runs a script"),
				input("script in a list",
						"<camunda:list><camunda:script scriptFormat=\"javascript\">1</camunda:script></camunda:list>",
						STEP + " runs a script"),
				input("script from a file",
						"<camunda:script scriptFormat=\"feel\" resource=\"classpath://bpmn/verification.bpmn\" />",
						STEP + " runs a script"),
				input("script that calls methods",
						"<camunda:script scriptFormat=\"feel\">execution.processEngineServices</camunda:script>",
						STEP + " has FEEL that reads 'execution.processEngineServices': only plain variables can be"
								+ " read there"),
				condition("condition in another language", "language=\"javascript\"", "true",
						"The sequence flow 'yes' (Yes) decides in the language 'javascript': set the language of the"
								+ " condition to feel"),
				condition("condition in JUEL by its name", "language=\"juel\"", TOUCH,
						"The sequence flow 'yes' (Yes) decides in the language 'juel'"),
				condition("condition from a file", "language=\"feel\" camunda:resource=\"deployment://evil.feel\"",
						"true", "The sequence flow 'yes' (Yes) runs a script"));
	}

	private static Stream<Hostile> expressions() {
		Stream<Hostile> attributes = Stream
			.of("assignee", "candidateUsers", "candidateGroups", "dueDate", "followUpDate", "priority", "formRef",
					"jobPriority")
			.map((attribute) -> step("expression as " + attribute, "userTask",
					"camunda:" + attribute + "=\"" + TOUCH + "\"", "",
					USER + " holds the expression '${''.getClass()"));
		return Stream.concat(attributes, Stream.of( //
				step("expression as the form", "userTask", "camunda:formKey=\"" + TOUCH + "\"", "",
						USER + " has the form '${''.getClass()"),
				step("page of somebody else as the form", "userTask",
						"camunda:formKey=\"https://evil.example/form.html\"", "",
						USER + " has the form 'https://evil.example/form.html': link a Camunda Form by its id instead"),
				step("expression of a service task", "serviceTask", "camunda:expression=\"" + TOUCH + "\"", "",
						STEP + " holds the expression '${''.getClass()"),
				named("expression as the name of a user task", "userTask", TOUCH, "", "holds the expression"),
				named("expression of the page as the name of a user task", "userTask",
						"{{constructor.constructor('alert(1)')()}}", "",
						"holds '{{constructor.constructor('alert(1)')()}}', which Cockpit and Tasklist could run"),
				step("expression as documentation", "userTask", "",
						"<bpmn:documentation>" + TOUCH + "</bpmn:documentation>", USER + " holds the expression"),
				step("expression behind a comment", "userTask", "",
						"<bpmn:documentation>$<!-- -->{''.getClass()}</bpmn:documentation>",
						USER + " holds the expression"),
				step("expression in CDATA", "userTask", "",
						"<bpmn:documentation><![CDATA[$]]>{''.getClass()}</bpmn:documentation>",
						USER + " holds the expression"),
				step("expression by character references", "userTask", "camunda:assignee=\"&#36;&#123;''.getClass()}\"",
						"", USER + " holds the expression"),
				step("expression around a plain variable", "userTask", "camunda:assignee=\"${'${age}'.getClass()}\"",
						"", USER + " holds the expression"),
				step("path to a class", "userTask", "camunda:assignee=\"${age.class.classLoader}\"", "",
						USER + " holds the expression '${age.class.classLoader}': only a plain variable such as ${age}"
								+ " can stand there"),
				step("operators", "userTask", "camunda:assignee=\"#{a + b}\"", "", USER + " holds the expression"),
				step("function", "userTask", "camunda:dueDate=\"${now()}\"", "", USER + " holds the expression"),
				step("the execution itself", "userTask", "camunda:assignee=\"${execution}\"", "",
						USER + " reads 'execution', which is no variable of the process"),
				step("a delegate as a value", "userTask", "camunda:assignee=\"#{storeSelfieDelegate}\"", "",
						USER + " reads 'storeSelfieDelegate', which is no variable of the process"),
				input("expression as input", TOUCH, STEP + " holds the expression"),
				input("expression in a list",
						"<camunda:list><camunda:value>" + TOUCH + "</camunda:value></camunda:list>",
						STEP + " holds the expression"),
				input("expression in a map",
						"<camunda:map><camunda:entry key=\"a\">" + TOUCH + "</camunda:entry></camunda:map>",
						STEP + " holds the expression"),
				input("expression as key of a map",
						"<camunda:map><camunda:entry key=\"" + TOUCH + "\">a</camunda:entry></camunda:map>",
						STEP + " holds the expression"),
				step("expression as output", "serviceTask", "",
						extension("<camunda:inputOutput><camunda:outputParameter name=\"a\">" + TOUCH
								+ "</camunda:outputParameter></camunda:inputOutput>"),
						STEP + " holds the expression"),
				step("expression handed to a process", "callActivity", "calledElement=\"verification\"",
						extension("<camunda:in sourceExpression=\"" + TOUCH + "\" target=\"a\" />"),
						"The call activity 'step' (Do it) holds the expression"),
				step("expression as business key", "callActivity", "calledElement=\"verification\"",
						extension("<camunda:in businessKey=\"" + TOUCH + "\" />"),
						"The call activity 'step' (Do it) holds the expression"),
				step("expression as process to call", "callActivity", "calledElement=\"" + TOUCH + "\"", "",
						"The call activity 'step' (Do it) calls '${''.getClass()"),
				step("tenant of the process to call", "callActivity",
						"calledElement=\"verification\" camunda:calledElementTenantId=\"other\"", "",
						"The call activity 'step' (Do it) has the attribute 'camunda:calledElementTenantId', which"
								+ " models may not have here: remove it"),
				step("case to call", "callActivity", "camunda:caseRef=\"" + TOUCH + "\"", "",
						"The call activity 'step' (Do it) has the attribute 'camunda:caseRef'"),
				step("expression as decision", "businessRuleTask", "camunda:decisionRef=\"" + TOUCH + "\"", "",
						"The business rule task 'step' (Do it) holds the expression"),
				step("expression as collection", "userTask", "",
						"<bpmn:multiInstanceLoopCharacteristics camunda:collection=\"" + TOUCH + "\" />",
						USER + " holds the expression"),
				step("expression as completion", "userTask", "",
						"<bpmn:multiInstanceLoopCharacteristics camunda:collection=\"list\"><bpmn:completionCondition>"
								+ TOUCH + "</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>",
						USER + " ends its runs by '${''.getClass()"),
				step("expression as default of a form field", "userTask", "",
						extension("<camunda:formData><camunda:formField id=\"a\" type=\"string\" defaultValue=\""
								+ TOUCH + "\" /></camunda:formData>"),
						USER + " has a form field with '${''.getClass()"),
				step("expression as retries", "serviceTask", "",
						extension("<camunda:failedJobRetryTimeCycle>" + TOUCH + "</camunda:failedJobRetryTimeCycle>"),
						STEP + " is retried '${''.getClass()"),
				timer("expression as timer", "timeDuration", TOUCH,
						"The intermediate catch event 'step' (Do it) has the timer '${''.getClass()"),
				condition("expression as condition", "", TOUCH,
						"The sequence flow 'yes' (Yes) decides by the text '${''.getClass()"),
				condition("operators as condition", "", "${age >= 18}".replace(">", "&gt;"),
						"The sequence flow 'yes' (Yes) decides by the text '${age >= 18}': write a FEEL condition with"
								+ " the language feel"),
				message("expression as the name of a message", TOUCH, "The message 'message' (${''.getClass()"),
				process("expression as potential owner", flow("userTask",
						"<bpmn:potentialOwner><bpmn:resourceAssignmentExpression><bpmn:formalExpression>" + TOUCH
								+ "</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner>"),
						USER + " holds 'potentialOwner', which models may not hold here: remove it"),
				process("error of an external task",
						flow("serviceTask", extension(
								"<camunda:errorEventDefinition errorRef=\"e\" expression=\"" + TOUCH + "\" />")),
						STEP + " holds 'camunda:errorEventDefinition'")));
	}

	private static Stream<Hostile> feel() {
		String flow = "The sequence flow 'yes' (Yes) has FEEL that ";
		return Stream.of( //
				feel("FEEL that writes a variable",
						"execution.processEngineServices.runtimeService.setVariable(execution.id, \"owned\", \"yes\")",
						"The sequence flow 'yes' (Yes) has FEEL that "),
				feel("FEEL that becomes somebody else",
						"execution.processEngineServices.identityService.setAuthenticatedUserId(\"admin\")", flow),
				feel("FEEL that reads the execution", "execution.id = \"a\"",
						flow + "reads 'execution.id': only plain variables can be read there"),
				feel("FEEL that names the execution", "execution = null",
						flow + "reads 'execution', which is no variable of the process"),
				feel("FEEL that writes out the execution", "string(execution) = \"a\"",
						flow + "reads 'execution', which is no variable of the process"),
				feel("FEEL that names a delegate", "publishResultDelegate = null",
						flow + "reads 'publishResultDelegate', which is no variable of the process"),
				feel("FEEL that calls a method", "age.intValue() &gt; 1", flow),
				feel("FEEL that reads a property of what it chose", "(if true then age else age).class = null",
						flow + "reads 'class' of something that is no time"),
				feel("FEEL that repeats", "for i in 1..1000000000 return i",
						flow + "uses 'For', which rules may not use"),
				feel("FEEL that looks for one", "some i in 1..100000000 satisfies i = 0", flow + "uses 'SomeItem'"),
				feel("FEEL that looks at all", "every i in 1..100000000 satisfies i &gt; 0", flow + "uses 'EveryItem'"),
				feel("FEEL that filters", "[1,2,3][item &gt; 1] = [2]", flow + "uses 'Filter'"),
				feel("FEEL with a function of its own", "(function(x) x)(1) = 1", flow),
				feel("FEEL with a function of Java",
						"{f: function(a) external {java: {class: \"java.lang.System\", method signature: \"getProperty(java.lang.String)\"}}} = null",
						flow),
				feel("FEEL that matches", "matches(name, \"(a+)+$\")",
						flow + "calls 'matches', which is not a function of rules"),
				feel("FEEL that starts a module", "registrationWanted(requestId, \"true\", \"true\")",
						flow + "calls 'registrationWanted', which is not a function of rules"),
				feel("FEEL that calls a named rule", "rule(\"adult\")",
						flow + "calls a named rule, which only the Rule of a module can"),
				feel("FEEL that is nested deeply", "(".repeat(60) + "1" + ")".repeat(60) + " = 1",
						flow + "is nested deeper than 20 brackets"),
				feel("FEEL that is long", "1 = 1" + " and 1 = 1".repeat(1000), flow + "is longer than 4096 bytes"));
	}

	private static Stream<Hostile> endless() {
		String step = "<bpmn:task id=\"%s\" />";
		String flow = "<bpmn:sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\" />";
		String loop = "<bpmn:startEvent id=\"start\" /><bpmn:exclusiveGateway id=\"again\" />" + step.formatted("work")
				+ flow.formatted("a", "start", "again") + flow.formatted("b", "again", "work")
				+ flow.formatted("c", "work", "again");
		String forks = IntStream.range(0, 30)
			.mapToObj((i) -> "<bpmn:parallelGateway id=\"fork" + i + "\" /><bpmn:task id=\"one" + i
					+ "\" /><bpmn:task id=\"two" + i + "\" /><bpmn:exclusiveGateway id=\"merge" + i + "\" />"
					+ flow.formatted("f1-" + i, "fork" + i, "one" + i)
					+ flow.formatted("f2-" + i, "fork" + i, "two" + i)
					+ flow.formatted("f3-" + i, "one" + i, "merge" + i)
					+ flow.formatted("f4-" + i, "two" + i, "merge" + i)
					+ flow.formatted("f5-" + i, "merge" + i, (i < 29) ? "fork" + (i + 1) : "end"))
			.collect(Collectors.joining());
		return Stream.of( //
				process("loop without end", loop,
						"The exclusive gateway 'again' can follow itself without end: put a user task, a message or a"
								+ " timer of a second or longer into the loop"),
				process("loop through a link",
						"<bpmn:startEvent id=\"start\" /><bpmn:intermediateCatchEvent id=\"in\">"
								+ "<bpmn:linkEventDefinition id=\"l1\" name=\"L\" /></bpmn:intermediateCatchEvent>"
								+ "<bpmn:exclusiveGateway id=\"join\" /><bpmn:intermediateThrowEvent id=\"out\">"
								+ "<bpmn:linkEventDefinition id=\"l2\" name=\"L\" /></bpmn:intermediateThrowEvent>"
								+ flow.formatted("a", "start", "join") + flow.formatted("b", "in", "join")
								+ flow.formatted("c", "join", "out"),
						"can follow itself without end"),
				process("loop of an error",
						"<bpmn:startEvent id=\"start\" /><bpmn:subProcess id=\"sub\"><bpmn:startEvent id=\"s\" />"
								+ "<bpmn:endEvent id=\"e\"><bpmn:errorEventDefinition id=\"ed\" errorRef=\"error\" />"
								+ "</bpmn:endEvent>" + flow.formatted("x", "s", "e") + "</bpmn:subProcess>"
								+ "<bpmn:boundaryEvent id=\"caught\" attachedToRef=\"sub\">"
								+ "<bpmn:errorEventDefinition id=\"eb\" errorRef=\"error\" /></bpmn:boundaryEvent>"
								+ flow.formatted("a", "start", "sub") + flow.formatted("b", "caught", "sub"),
						"The sub process 'sub' can follow itself without end"),
				process("ways that multiply",
						"<bpmn:startEvent id=\"start\" /><bpmn:endEvent id=\"end\" />"
								+ flow.formatted("a", "start", "fork0") + forks,
						"The exclusive gateway 'merge0' is reached by several ways that run at once: join them in a"
								+ " gateway before it"),
				step("loop of a billion", "userTask", "",
						"<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>1000000000</bpmn:loopCardinality>"
								+ "</bpmn:multiInstanceLoopCharacteristics>",
						USER + " runs '1000000000' times: write a number from 1 to 100, or name a collection"),
				step("loop of unknown size", "userTask", "",
						"<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>${size}</bpmn:loopCardinality>"
								+ "</bpmn:multiInstanceLoopCharacteristics>",
						USER + " runs '${size}' times"),
				process("loop in a loop",
						flow("subProcess",
								multiple(100) + "<bpmn:startEvent id=\"s\" /><bpmn:userTask id=\"inner\">"
										+ multiple(100) + "</bpmn:userTask>" + flow.formatted("x", "s", "inner")),
						"The user task 'inner' runs several times within something that runs several times: use one"
								+ " of the two"),
				timer("timer of a millisecond", "timeDuration", "PT0.001S",
						"The intermediate catch event 'step' (Do it) has the timer 'PT0.001S': write a duration of a"
								+ " second or longer such as PT24H, a time or a plain variable"),
				timer("cycle of a millisecond", "timeCycle", "R/PT0.001S",
						"The intermediate catch event 'step' (Do it) has the cycle 'R/PT0.001S': write how often and a"
								+ " duration of a minute or longer, such as R3/PT10M"),
				timer("cycle by cron", "timeCycle", "* * * * * ?",
						"The intermediate catch event 'step' (Do it) has the cycle '* * * * * ?'"),
				step("retries without end", "serviceTask", "camunda:type=\"external\" camunda:topic=\"t\"",
						extension("<camunda:failedJobRetryTimeCycle>R1000000/PT0S</camunda:failedJobRetryTimeCycle>"),
						STEP + " is retried 'R1000000/PT0S': write R and a number up to 100 and a duration, or"
								+ " durations with commas between them"),
				step("process that calls itself", "callActivity", "calledElement=\"KEY\"", "",
						"The call activity 'step' (Do it) calls 'KEY', which calls it again: a process must not call"
								+ " itself"),
				step("process of the service", "callActivity", "calledElement=\"deliver-message\"", "",
						"The call activity 'step' (Do it) calls 'deliver-message', which belongs to this service: only"
								+ " its modules can be called"),
				process("signal",
						flow("intermediateThrowEvent", "<bpmn:signalEventDefinition id=\"s\" signalRef=\"signal\" />"),
						"The intermediate throw event 'step' (Do it) throws a signal"),
				process("condition that is watched",
						flow("intermediateCatchEvent",
								"<bpmn:conditionalEventDefinition id=\"c\"><bpmn:condition>true</bpmn:condition>"
										+ "</bpmn:conditionalEventDefinition>"),
						"The intermediate catch event 'step' (Do it) waits for a condition"),
				process("thousands of steps",
						IntStream.range(0, 1000).mapToObj((i) -> step.formatted("t" + i)).collect(Collectors.joining()),
						"The process 'KEY' has more than 500 steps: split it into several processes"),
				process("thousands of sequence flows",
						IntStream.range(0, 100).mapToObj((i) -> step.formatted("t" + i)).collect(Collectors.joining())
								+ IntStream.range(0, 2001)
									.mapToObj((i) -> flow.formatted("f" + i, "t" + i % 50, "t" + (50 + i / 50 % 50)))
									.collect(Collectors.joining()),
						"The process 'KEY' has more than 2000 sequence flows: split it into several processes"),
				process("nested sub processes",
						IntStream.range(0, 1000)
							.mapToObj((i) -> "<bpmn:subProcess id=\"s" + i + "\">")
							.collect(Collectors.joining()) + "</bpmn:subProcess>".repeat(1000),
						"nests elements deeper than 40"),
				step("name that shows another one", "userTask", "",
						"</bpmn:userTask><bpmn:userTask id=\"other\"" + " name=\"Approve \u202etxt\">",
						"holds the name 'Approve U+202Etxt': write it without control characters and characters that"
								+ " change its direction"));
	}

	private static Stream<Hostile> documents() {
		String body = model(flow("", ""));
		return Stream.of( //
				file("external entity", ".bpmn",
						"<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
								+ body.replace("<bpmn:startEvent", "&e;<bpmn:startEvent"),
						"declares a document type: remove the line with DOCTYPE"),
				file("parameter entity of somebody else", ".bpmn",
						"<!DOCTYPE d [<!ENTITY % e SYSTEM \"http://127.0.0.1:9/evil.dtd\">%e;]>" + body,
						"declares a document type"),
				file("billion laughs", ".bpmn",
						"<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
								+ "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>" + body,
						"declares a document type"),
				file("schema of somebody else", ".bpmn",
						body.replace("targetNamespace",
								"xsi:schemaLocation=\"urn:x http://127.0.0.1:9/evil.xsd\" targetNamespace"),
						"has the attribute 'xsi:schemaLocation', which models may not have here: remove it"),
				file("element of an unknown kind", ".bpmn", body.replace("<bpmn:startEvent",
						"<x:include xmlns:x=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\" /><bpmn:startEvent"),
						"holds 'x:include', which models may not hold here: remove it"),
				file("enormous file", ".bpmn",
						body.replace("<bpmn:startEvent",
								"<bpmn:documentation>" + "x".repeat(1_100_000)
										+ "</bpmn:documentation><bpmn:startEvent"),
						"is larger than 1024 KB: split it"),
				file("many elements", ".bpmn",
						body.replace("</bpmn:process>",
								"<bpmn:documentation>x</bpmn:documentation>".repeat(11_000) + "</bpmn:process>"),
						"holds more than 10000 elements: split it"),
				file("no XML at all", ".bpmn", "process", "cannot be read as XML: line 1, column 1"),
				file("no BPMN", ".bpmn", "<a xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" />",
						"holds 'a', which models may not hold here"));
	}

	private static Stream<Hostile> decisions() {
		return Stream.of( //
				decision("decision in JUEL", "expressionLanguage=\"juel\"", "age",
						"The literal expression 'literal' has the expression language 'juel': decisions are written in"
								+ " FEEL"),
				decision("decision that reads the execution", "", "execution.id",
						"The literal expression 'literal' has FEEL that reads 'execution.id'"),
				decision("decision that repeats", "", "for i in 1..1000000000 return i",
						"The literal expression 'literal' has FEEL that uses 'For'"),
				file("tests that look at all", ".dmn", decisionTable("every i in 1..100000000 satisfies i &gt; 0"),
						"The input entry 'cell' has FEEL that uses 'EveryItem'"),
				file("function of its own in a decision", ".dmn",
						decisionTable("1").replace("</definitions>",
								"<businessKnowledgeModel id=\"bkm\" name=\"b\" /></definitions>"),
						"holds 'businessKnowledgeModel', which models may not hold here"),
				file("external entity in a decision", ".dmn",
						"<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + decisionTable("1"),
						"declares a document type"));
	}

	private static Stream<Hostile> others() {
		return Stream.of( //
				file("case", ".cmmn", "<definitions />", "cannot be deployed: put models into .bpmn"),
				file("Groovy", ".groovy", "println 1", "cannot be deployed"),
				file("JavaScript", ".js", "1", "cannot be deployed"),
				file("page with code", ".html", "<form><script cam-script>1</script></form>", "cannot be deployed"),
				file("picture with code", ".svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" />", "cannot be deployed"),
				file("model under a name without a dot", "bpmn", model(flow("", "")), "cannot be deployed"),
				file("form that is none", ".form", "[1]", "cannot be read as a form: draw it in Camunda Modeler"),
				file("our module", ".bpmn", model(flow("", "")).replace("KEY", "selfie-registration"),
						"The process 'selfie-registration' has the id of a process that belongs to this service: give"
								+ " it another id"),
				file("our next phase", ".bpmn", model(flow("", "")).replace("KEY", "start-next-phase"),
						"The process 'start-next-phase' has the id of a process that belongs to this service"),
				file("our deliveries", ".bpmn", model(flow("", "")).replace("KEY", "deliver-message"),
						"The process 'deliver-message' has the id of a process that belongs to this service"));
	}

	/** Generated forms are HTML that the framework of Tasklist runs. */
	private static Stream<Hostile> forms() {
		return Stream.of( //
				field("script as the label of a form field",
						"id=\"a\" type=\"string\" label=\"&lt;script cam-script"
								+ " type='text/form-script'>alert(1)&lt;/script>\"",
						"<script cam-script"),
				field("expression of the page as a label",
						"id=\"a\" type=\"string\" label=\"{{constructor.constructor('alert(1)')()}}\"",
						"{{constructor"),
				field("expression of the page in other letters",
						"id=\"a\" type=\"string\" label=\"&amp;#123;&amp;lcub;constructor}}\"", "&#123;&lcub;"),
				field("expression of the page as a default",
						"id=\"a\" type=\"string\" defaultValue=\"{{constructor}}\"", "{{constructor}}"),
				field("variable as the label of a form field", "id=\"a\" type=\"string\" label=\"${subject}\"",
						"${subject}"),
				field("script as the id of a form field", "id=\"a=alert(1);//\" type=\"date\"", "a=alert(1);//"),
				step("script as a choice", "userTask", "",
						extension("<camunda:formData><camunda:formField id=\"a\" type=\"enum\"><camunda:value id=\"b\""
								+ " name=\"&lt;img src=x onerror=alert(1)>\" /></camunda:formField></camunda:formData>"),
						USER + " has a form field with '<img src=x"),
				file("form with HTML", ".form",
						"{\"type\":\"default\",\"id\":\"f\",\"components\":[{\"type\":\"group\",\"components\":[{"
								+ "\"type\":\"html\",\"content\":\"<svg onload=alert(1)>\"}]}]}",
						"has a form component of the type 'html': use those that show no page of their own"),
				file("form with the page of somebody else", ".form",
						"{\"type\":\"default\",\"id\":\"f\",\"components\":[{\"type\":\"iframe\",\"url\":\"https://evil.example\"}]}",
						"has a form component of the type 'iframe'"));
	}

	private static Hostile field(String name, String attributes, String found) {
		return step(name, "userTask", "",
				extension("<camunda:formData><camunda:formField " + attributes + " /></camunda:formData>"),
				USER + " has a form field with '" + found);
	}

	/** Small models that make much of little. */
	private static Stream<Hostile> multiplying() {
		String flow = "<bpmn:sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\" />";
		String nested = IntStream.range(0, 30)
			.mapToObj((i) -> "<bpmn:subProcess id=\"sub" + i + "\"><bpmn:startEvent id=\"s" + i + "\" />"
					+ "<bpmn:endEvent id=\"e" + i + "\" />" + flow.formatted("g" + i, "sub" + (i + 1), "e" + i)
					+ IntStream.range(0, 60)
						.mapToObj((j) -> flow.formatted("f" + i + "-" + j, "s" + i, "sub" + (i + 1)))
						.collect(Collectors.joining()))
			.collect(Collectors.joining()) + "<bpmn:subProcess id=\"sub30\"><bpmn:startEvent id=\"s30\" />"
				+ "</bpmn:subProcess>" + "</bpmn:subProcess>".repeat(30);
		String raise = "<bpmn:intermediateThrowEvent id=\"%s\"><bpmn:escalationEventDefinition id=\"d-%<s\""
				+ " escalationRef=\"%s\" /></bpmn:intermediateThrowEvent>";
		String answer = "<bpmn:subProcess id=\"on%1$s\" triggeredByEvent=\"true\"><bpmn:startEvent id=\"start%1$s\""
				+ " isInterrupting=\"false\"><bpmn:escalationEventDefinition id=\"d%1$s\" escalationRef=\"%1$s\" />"
				+ "</bpmn:startEvent>" + raise.formatted("raise%1$s", "%2$s")
				+ flow.formatted("f%1$s", "start%1$s", "raise%1$s") + "</bpmn:subProcess>";
		String begin = "<bpmn:startEvent id=\"start\" />";
		return Stream.of( //
				process("escalations that cause each other",
						begin + raise.formatted("first", "A") + "<bpmn:userTask id=\"last\" />"
								+ flow.formatted("a", "start", "first") + flow.formatted("b", "first", "last")
								+ answer.formatted("A", "B") + answer.formatted("B", "A"),
						"The sub process 'onB' can follow itself without end"),
				process("escalation out of a sub process that waits", begin
						+ "<bpmn:exclusiveGateway id=\"again\" /><bpmn:subProcess id=\"sub\"><bpmn:startEvent id=\"s\" />"
						+ raise.formatted("first", "A") + "<bpmn:userTask id=\"last\" />"
						+ flow.formatted("x", "s", "first") + flow.formatted("y", "first", "last")
						+ "</bpmn:subProcess><bpmn:boundaryEvent id=\"on\""
						+ " cancelActivity=\"false\" attachedToRef=\"sub\"><bpmn:escalationEventDefinition id=\"d\""
						+ " escalationRef=\"A\" /></bpmn:boundaryEvent>" + flow.formatted("a", "start", "again")
						+ flow.formatted("b", "again", "sub") + flow.formatted("c", "on", "again"),
						"can follow itself without end"),
				process("gateway that only seems to wait", begin + "<bpmn:eventBasedGateway id=\"wait\" />"
						+ "<bpmn:intermediateCatchEvent id=\"past\"><bpmn:timerEventDefinition id=\"t\"><bpmn:timeDate"
						+ " xsi:type=\"bpmn:tFormalExpression\">2000-01-01T00:00:00Z</bpmn:timeDate></bpmn:timerEventDefinition>"
						+ "</bpmn:intermediateCatchEvent>" + flow.formatted("a", "start", "wait")
						+ flow.formatted("b", "wait", "past") + flow.formatted("c", "past", "wait"),
						"can follow itself without end"),
				file("decisions that double", ".dmn", IntStream.range(0, 30)
					.mapToObj((i) -> "<decision id=\"" + ((i == 0) ? "KEY" : "d" + i) + "\" name=\"d" + i
							+ "\"><variable id=\"v" + i + "\" name=\"v" + i + "\" />"
							+ ((i < 29) ? "<informationRequirement id=\"r" + i + "\"><requiredDecision href=\"#d"
									+ (i + 1) + "\" /></informationRequirement>" : "")
							+ "<literalExpression id=\"l" + i + "\"><text>"
							+ ((i < 29) ? "v" + (i + 1) + " + v" + (i + 1) : "\"text\"")
							+ "</text></literalExpression></decision>")
					.collect(Collectors.joining("",
							"<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"d\" name=\"d\" namespace=\"urn:d\">",
							"</definitions>")),
						"makes more than 10000 times as much of its inputs"),
				process("ways into nested sub processes",
						"<bpmn:startEvent id=\"start\" />" + nested + flow.formatted("in", "start", "sub0"),
						"is reached by several ways that run at once"),
				processes("calls that double", 12, 2, "",
						"calls 'KEY-1', which makes more than 1000 process instances of one: call fewer processes"),
				processes("loops in called processes", 3, 1, multiple(50),
						"calls 'KEY-1', which makes more than 1000 process instances of one"),
				processes("chain of hundreds of calls", 800, 1, "", "makes more than 1000 process instances of one"),
				step("text of many variables", "userTask", "camunda:assignee=\"" + "${a}".repeat(10_000) + "\"", "",
						USER + " holds more than 50 variables in one text: put them into several"),
				feel("FEEL that takes years to read", "((((((((((((((((((((1",
						"The sequence flow 'yes' (Yes) has FEEL that"),
				feel("FEEL that takes years to read with few brackets", "if if if ((".repeat(8),
						"The sequence flow 'yes' (Yes) has FEEL that"));
	}

	/** Models that look harmless, and what is said when they run. */
	static Stream<Arguments> runaways() {
		String flow = "<bpmn:sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\" />";
		String begin = "<bpmn:startEvent id=\"start\" />";
		return Stream.of(
				Arguments.of("hundred runs of many steps",
						model(begin + "<bpmn:subProcess id=\"sub\">" + multiple(100) + "<bpmn:startEvent id=\"s\" />"
								+ IntStream.range(0, 30)
									.mapToObj((i) -> "<bpmn:task id=\"t" + i + "\" />"
											+ flow.formatted("f" + i, (i > 0) ? "t" + (i - 1) : "s", "t" + i))
									.collect(Collectors.joining())
								+ "</bpmn:subProcess>" + flow.formatted("a", "start", "sub")),
						"More than 2000 steps run without waiting"),
				Arguments.of("list that doubles with each step", model(begin + IntStream.range(0, 30)
					.mapToObj((i) -> "<bpmn:task id=\"t" + i + "\">"
							+ extension("<camunda:inputOutput><camunda:outputParameter name=\"a\">"
									+ "<camunda:list><camunda:value>${a}</camunda:value><camunda:value>${a}</camunda:value>"
									+ "</camunda:list></camunda:outputParameter></camunda:inputOutput>")
								.replace("${a}", (i > 0) ? "${a}" : "text")
							+ "</bpmn:task>" + flow.formatted("f" + i, (i > 0) ? "t" + (i - 1) : "start", "t" + i))
					.collect(Collectors.joining())), "A collection of more than 10000 elements cannot be a variable"),
				Arguments.of("text that doubles with each step",
						model(begin + IntStream.range(0, 40)
							.mapToObj((i) -> "<bpmn:task id=\"t" + i + "\">"
									+ extension("<camunda:inputOutput><camunda:outputParameter name=\"a\">"
											+ ((i > 0) ? "${a}${a}" : "text")
											+ "</camunda:outputParameter></camunda:inputOutput>")
									+ "</bpmn:task>"
									+ flow.formatted("f" + i, (i > 0) ? "t" + (i - 1) : "start", "t" + i))
							.collect(Collectors.joining())),
						"A text of more than 16000 characters cannot be a variable"));
	}

	/** Processes that each call the next one. */
	private static Hostile processes(String name, int number, int calls, String loop, String sentence) {
		String called = IntStream.rangeClosed(0, number)
			.mapToObj((i) -> "<bpmn:process id=\"KEY" + ((i > 0) ? "-" + i : "")
					+ "\" isExecutable=\"true\" camunda:historyTimeToLive=\"P1D\">"
					+ ((i < number) ? IntStream.range(0, calls)
						.mapToObj((j) -> "<bpmn:callActivity id=\"c" + i + "-" + j + "\" calledElement=\"KEY-" + (i + 1)
								+ "\">" + loop + "</bpmn:callActivity>")
						.collect(Collectors.joining()) : "<bpmn:task id=\"last\" />")
					+ "</bpmn:process>")
			.collect(Collectors.joining());
		String model = model("");
		return file(name, ".bpmn", model.substring(0, model.indexOf("<bpmn:process")) + called + "</bpmn:definitions>",
				sentence);
	}

	private static Hostile step(String name, String kind, String attributes, String content, String sentence) {
		return named(name, kind, "Do it", attributes, content, sentence);
	}

	private static Hostile named(String name, String kind, String label, String attributes, String sentence) {
		return named(name, kind, label, attributes, "", sentence);
	}

	private static Hostile named(String name, String kind, String label, String attributes, String content,
			String sentence) {
		return process(name, around("<bpmn:" + kind + " id=\"step\" name=\"" + label + "\" " + attributes + ">"
				+ content + "</bpmn:" + kind + ">"), sentence);
	}

	private static Hostile completion(String name, String language, String condition, String sentence) {
		return step(name, "userTask", "",
				"<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality>"
						+ "<bpmn:completionCondition xsi:type=\"bpmn:tFormalExpression\"" + language + ">" + condition
						+ "</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>",
				USER + " " + sentence);
	}

	private static Hostile input(String name, String value, String sentence) {
		return step(name, "serviceTask", "camunda:type=\"external\" camunda:topic=\"t\"",
				extension("<camunda:inputOutput><camunda:inputParameter name=\"a\">" + value
						+ "</camunda:inputParameter></camunda:inputOutput>"),
				sentence);
	}

	private static Hostile timer(String name, String kind, String value, String sentence) {
		return process(name, flow("intermediateCatchEvent", "<bpmn:timerEventDefinition id=\"t\"><bpmn:" + kind
				+ " xsi:type=\"bpmn:tFormalExpression\">" + value + "</bpmn:" + kind + "></bpmn:timerEventDefinition>"),
				sentence);
	}

	private static Hostile feel(String name, String expression, String sentence) {
		return condition(name, "language=\"feel\"", expression, sentence);
	}

	private static Hostile condition(String name, String attributes, String text, String sentence) {
		return process(name, """
				<bpmn:startEvent id="start" />
				<bpmn:exclusiveGateway id="gateway" default="no" />
				<bpmn:endEvent id="end" />
				<bpmn:sequenceFlow id="flow" sourceRef="start" targetRef="gateway" />
				<bpmn:sequenceFlow id="yes" name="Yes" sourceRef="gateway" targetRef="end">
				  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" %s>%s</bpmn:conditionExpression>
				</bpmn:sequenceFlow>
				<bpmn:sequenceFlow id="no" sourceRef="gateway" targetRef="end" />
				""".formatted(attributes, text), sentence);
	}

	private static Hostile message(String name, String message, String sentence) {
		return file(name, ".bpmn",
				model(flow("intermediateCatchEvent", "<bpmn:messageEventDefinition id=\"m\" messageRef=\"message\" />"))
					.replace("<bpmn:process", "<bpmn:message id=\"message\" name=\"" + message + "\" /><bpmn:process"),
				sentence);
	}

	private static Hostile decision(String name, String attributes, String expression, String sentence) {
		return file(name, ".dmn", """
				<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
				  <decision id="KEY" name="Decide"><variable id="v" name="v" />
				    <literalExpression id="literal" %s><text>%s</text></literalExpression></decision>
				</definitions>
				""".formatted(attributes, expression), sentence);
	}

	private static String decisionTable(String test) {
		return """
				<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
				  <decision id="KEY" name="Decide"><decisionTable id="table"><input id="in">
				    <inputExpression id="ie" typeRef="integer"><text>age</text></inputExpression></input>
				    <output id="out" name="adult" typeRef="boolean" />
				    <rule id="rule"><inputEntry id="cell"><text>%s</text></inputEntry>
				    <outputEntry id="value"><text>true</text></outputEntry></rule></decisionTable></decision>
				</definitions>
				""".formatted(test);
	}

	private static Hostile process(String name, String body, String sentence) {
		return file(name, ".bpmn", model(body), sentence);
	}

	private static Hostile file(String name, String end, String content, String sentence) {
		return new Hostile(name, end, content, sentence);
	}

	private static String flow(String kind, String content) {
		return kind.isEmpty() ? around("<bpmn:task id=\"step\" />")
				: around("<bpmn:" + kind + " id=\"step\" name=\"Do it\">" + content + "</bpmn:" + kind + ">");
	}

	private static String around(String step) {
		return "<bpmn:startEvent id=\"start\" />" + step + "<bpmn:endEvent id=\"end\" />"
				+ "<bpmn:sequenceFlow id=\"first\" sourceRef=\"start\" targetRef=\"step\" />"
				+ "<bpmn:sequenceFlow id=\"second\" sourceRef=\"step\" targetRef=\"end\" />";
	}

	private static String multiple(int times) {
		return "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>" + times
				+ "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>";
	}

	private static String extension(String content) {
		return "<bpmn:extensionElements>" + content + "</bpmn:extensionElements>";
	}

	/** A process with the id KEY, which the test replaces. */
	static String model(String body) {
		return """
				<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
				xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
				targetNamespace="urn:test">
				<bpmn:error id="error" errorCode="error" /><bpmn:signal id="signal" name="signal" />
				<bpmn:escalation id="A" escalationCode="A" /><bpmn:escalation id="B" escalationCode="B" />
				<bpmn:process id="KEY" isExecutable="true" camunda:historyTimeToLive="P1D">%s</bpmn:process>
				</bpmn:definitions>
				"""
			.formatted(body);
	}

}
