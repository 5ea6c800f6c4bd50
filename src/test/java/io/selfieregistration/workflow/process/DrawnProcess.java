package io.selfieregistration.workflow.process;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/**
 * Makes a process of a line such as
 * {@code start > fork > module1 > join > publish > end; fork > module2 > join}.
 * <p>
 * The beginning of a name says what it is, see {@link #KINDS}. {@code late@task > end} is
 * an event that interrupts the task, {@code late~task > end} one that does not;
 * {@code sub[start2 > task]} is a sub process. A flow {@code >?} has a condition, a flow
 * {@code >!} is the default.
 */
final class DrawnProcess {

	private static final Map<String, String> KINDS = Map.ofEntries(Map.entry("start", "startEvent"),
			Map.entry("end", "endEvent"), Map.entry("fork", "parallelGateway"), Map.entry("join", "parallelGateway"),
			Map.entry("some", "inclusiveGateway"), Map.entry("choice", "exclusiveGateway"),
			Map.entry("await", "eventBasedGateway"), Map.entry("module", "callActivity"),
			Map.entry("call", "callActivity"), Map.entry("task", "userTask"), Map.entry("publish", "serviceTask"),
			Map.entry("catch", "intermediateCatchEvent"), Map.entry("throw", "intermediateThrowEvent"),
			Map.entry("sub", "subProcess"), Map.entry("interrupting", "subProcess"),
			Map.entry("answering", "subProcess"), Map.entry("terminate", "endEvent"), Map.entry("fail", "endEvent"),
			Map.entry("late", "boundaryEvent"), Map.entry("tick", "boundaryEvent"), Map.entry("told", "boundaryEvent"),
			Map.entry("broken", "boundaryEvent"), Map.entry("undo", "boundaryEvent"),
			Map.entry("handler", "callActivity"), Map.entry("several", "callActivity"));

	/** What stands in an element besides its flows. */
	private static final Map<String, String> CONTENTS = Map.of("terminate", "<terminateEventDefinition />", "fail",
			"<errorEventDefinition />", "late",
			"<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>", "tick",
			"<timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition>", "told",
			"<messageEventDefinition />", "broken", "<errorEventDefinition />", "undo", "<compensateEventDefinition />",
			"catchLink", "<linkEventDefinition name=\"link\" />", "throwLink", "<linkEventDefinition name=\"link\" />",
			"several", "<multiInstanceLoopCharacteristics />");

	private static final Map<String, String> ATTRIBUTES = Map.of("module", " calledElement=\"selfie-registration\"",
			"call", " calledElement=\"other\"", "several", " calledElement=\"other\"", "handler",
			" calledElement=\"selfie-registration\" isForCompensation=\"true\"", "publish",
			" camunda:delegateExpression=\"#{publishResultDelegate}\" camunda:asyncAfter=\"true\"", "interrupting",
			" triggeredByEvent=\"true\"", "answering", " triggeredByEvent=\"true\"");

	private final String text;

	private int position;

	private int flows;

	private DrawnProcess(String text) {
		this.text = text.replaceAll("\\s+", "");
	}

	static BpmnModelInstance model(String text) {
		String xml = """
				<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t" \
				xmlns:camunda="http://camunda.org/schema/1.0/bpmn"><process id="process" isExecutable="true">%s\
				</process></definitions>""".formatted(new DrawnProcess(text).scope(""));
		return Bpmn.readModelFromStream(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
	}

	/** Up to the bracket that ends it. */
	private String scope(String around) {
		Map<String, String> elements = new LinkedHashMap<>();
		Map<String, String> defaults = new HashMap<>();
		StringBuilder connections = new StringBuilder();
		String before = null;
		String flow = "";
		while (this.position < this.text.length() && this.text.charAt(this.position) != ']') {
			String name = word();
			String id = name.split("[@~]")[0];
			String inner = "";
			if (next() == '[') {
				this.position++;
				inner = scope(id);
				this.position++;
			}
			if (!elements.containsKey(id) || !inner.isEmpty()) {
				elements.put(id, element(name, id, inner, around));
			}
			if (before != null) {
				String flowId = "flow" + ++this.flows;
				connections.append("<sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\">%s</sequenceFlow>"
					.formatted(flowId, before, id,
							flow.equals("?") ? "<conditionExpression>${yes}</conditionExpression>" : ""));
				if (flow.equals("!")) {
					defaults.put(before, flowId);
				}
			}
			before = (next() == '>') ? id : null;
			flow = "";
			if (next() == '>' || next() == ';') {
				this.position++;
			}
			if (next() == '?' || next() == '!') {
				flow = String.valueOf(next());
				this.position++;
			}
		}
		defaults.forEach((id, flowId) -> elements.computeIfPresent(id,
				(key, element) -> element.replaceFirst(" id=", " default=\"" + flowId + "\" id=")));
		return String.join("", elements.values()) + connections;
	}

	private char next() {
		return (this.position < this.text.length()) ? this.text.charAt(this.position) : ']';
	}

	private String word() {
		int begin = this.position;
		while (Character.isLetterOrDigit(next()) || next() == '@' || next() == '~') {
			this.position++;
		}
		return this.text.substring(begin, this.position);
	}

	private static String element(String name, String id, String inner, String around) {
		String kind = of(KINDS, id).orElseThrow(() -> new IllegalArgumentException("What is '" + id + "'?"));
		String attributes = of(ATTRIBUTES, id).orElse("");
		String contents = of(CONTENTS, id).orElse("");
		if (kind.equals("boundaryEvent")) {
			attributes += " attachedToRef=\"%s\" cancelActivity=\"%s\"".formatted(name.split("[@~]")[1],
					name.contains("@"));
		}
		if (kind.equals("startEvent") && around.matches("(interrupting|answering).*")) {
			attributes += " isInterrupting=\"" + around.startsWith("interrupting") + "\"";
			contents = "<messageEventDefinition />";
		}
		return "<%s id=\"%s\"%s>%s%s</%s>".formatted(kind, id, attributes, contents, inner, kind);
	}

	private static Optional<String> of(Map<String, String> choices, String id) {
		return choices.entrySet()
			.stream()
			.filter((choice) -> id.startsWith(choice.getKey()))
			.map(Map.Entry::getValue)
			.findFirst();
	}

}
