package io.selfieregistration.request.process;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.Script;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.TimeDate;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.junit.jupiter.api.Test;

import io.selfieregistration.workflow.process.ModuleInterface;
import io.selfieregistration.workflow.process.ProcessVariable;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;
import io.selfieregistration.workflow.process.SelfieVerificationProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every process model and its contract. */
public abstract class ProcessModelRules {

	private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");

	private static final Pattern NAME = Pattern.compile("\\b[a-z]\\w*\\b");

	private static final Pattern SHOWN_ELEMENT = Pattern.compile("data-element-id=\"([^\"]+?)(?:_label)?\"");

	private static final Pattern SHOWN_NAME = Pattern.compile("<text.*?>(.*?)</text>");

	private static final List<String> FEEL_WORDS = List.of("and", "or", "not", "in", "if", "then", "else", "between",
			"true", "false", "null");

	private final FeelEngineApi feel = FeelEngineBuilder.forJava().build();

	private final String key;

	private final String source;

	private final BpmnModelInstance model;

	private final Collection<String> variables;

	private final Collection<String> elements;

	private final Collection<String> messages;

	private final Collection<String> errors;

	/** Reads the model whose file is called as the process. */
	protected ProcessModelRules(String key, Class<?> contract, Class<?> elements) throws IOException {
		this.key = key;
		try (var stream = getClass().getResourceAsStream("/bpmn/" + key + ".bpmn")) {
			this.source = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		try (var stream = getClass().getResourceAsStream("/bpmn/" + key + ".bpmn")) {
			this.model = Bpmn.readModelFromStream(stream);
		}
		this.variables = Stream.concat(variables(contract).stream(), variables().stream()).toList();
		this.elements = constantsOf(elements);
		this.messages = constantsOf(contract, "Messages");
		this.errors = constantsOf(contract, "Errors");
	}

	@Test
	void holdsOneExecutableProcessCalledAsItsFile() {
		assertThat(all(Process.class)).singleElement().satisfies((process) -> {
			assertThat(process.getId()).isEqualTo(this.key);
			assertThat(process.isExecutable()).isTrue();
			assertThat(process.getCamundaHistoryTimeToLiveString()).isNotBlank();
			assertThat(process.getDocumentations()).as("its interface").isNotEmpty();
			assertThat(process.isCamundaStartableInTasklist()).as("only workflows are started by hand")
				.isEqualTo(new ModuleInterface(this.model, this.key).callsModule());
		});
	}

	@Test
	void elementsThatAreNamedAreThere() {
		assertThat(all(FlowNode.class)).extracting(FlowNode::getId).containsAll(this.elements);
	}

	@Test
	void messagesMatchInBothDirections() {
		assertThat(all(Message.class)).extracting(Message::getName).containsExactlyInAnyOrderElementsOf(this.messages);
	}

	@Test
	void errorsMatchInBothDirections() {
		assertThat(all(Error.class)).extracting(Error::getErrorCode).containsExactlyInAnyOrderElementsOf(this.errors);
	}

	@Test
	void everyIdSaysWhatItIsAndWhatItDoes() {
		assertThat(all(FlowElement.class)).extracting(FlowElement::getId)
			.allMatch((id) -> id.matches("[a-z][A-Za-z]*_[a-z][A-Za-z]*"), "is <type>_<lowerCamelName>");
		assertThat(all(FlowElement.class))
			.allSatisfy((element) -> assertThat(element.getId()).startsWith(typeOf(element) + "_"));
		assertThat(all(EventDefinition.class)).allSatisfy((definition) -> assertThat(definition.getId())
			.isEqualTo(definition.getElementType().getTypeName() + "_" + stemOf(definition.getParentElement())));
		assertThat(all(Message.class)).allSatisfy((message) -> assertThat(message.getId())
			.isEqualTo("Message_" + message.getName().substring(message.getName().indexOf('.') + 1)));
		assertThat(all(Error.class))
			.allSatisfy((error) -> assertThat(error.getId()).isEqualTo("Error_" + error.getErrorCode()));
	}

	@Test
	void everyElementButAJoinSaysItsName() {
		assertThat(all(FlowNode.class)).allSatisfy((node) -> {
			if (node instanceof Gateway && node.getOutgoing().size() == 1) {
				assertThat(node.getName()).as("name of the join %s", node.getId()).isNull();
			}
			else {
				assertThat(node.getName()).as("name of %s", node.getId()).isNotBlank();
			}
		});
	}

	@Test
	void everyServiceTaskIsRetriedOnItsOwnAndNamedAfterItsDelegate() {
		assertThat(all(ServiceTask.class)).isNotEmpty().allSatisfy((task) -> {
			assertThat(task.getCamundaDelegateExpression()).isEqualTo("#{" + stemOf(task) + "Delegate}");
			assertThat(task.isCamundaAsyncBefore()).as("save point before %s", task.getId()).isTrue();
			assertThat(task.getExtensionElements()
				.getElementsQuery()
				.filterByType(CamundaFailedJobRetryTimeCycle.class)
				.list()).as("retries of %s", task.getId()).hasSize(1);
		});
	}

	@Test
	void everyExclusiveSplitAsksAQuestionAndHasAnAnswerForEveryCase() {
		assertThat(all(ExclusiveGateway.class).stream().filter((gateway) -> gateway.getOutgoing().size() > 1))
			.allSatisfy((gateway) -> {
				assertThat(gateway.getName()).endsWith("?");
				assertThat(gateway.getDefault()).as("default of %s", gateway.getId()).isNotNull();
				assertThat(gateway.getOutgoing()).allSatisfy((flow) -> {
					assertThat(flow.getName()).as("answer of %s", flow.getId()).isNotBlank();
					if (flow.equals(gateway.getDefault())) {
						assertThat(flow.getConditionExpression()).as("condition of %s", flow.getId()).isNull();
					}
					else {
						assertThat(flow.getConditionExpression()).as("condition of %s", flow.getId()).isNotNull();
					}
				});
			});
	}

	@Test
	void onlyAnExclusiveSplitDecides() {
		assertThat(all(SequenceFlow.class).stream().filter((flow) -> flow.getConditionExpression() != null))
			.allSatisfy((flow) -> assertThat(flow.getSource()).isInstanceOf(ExclusiveGateway.class));
	}

	@Test
	void everyConditionIsFeelThatParses() {
		assertThat(all(ConditionExpression.class)).allSatisfy((condition) -> {
			assertThat(condition.getLanguage()).isEqualTo("feel");
			assertThat(this.feel.parseExpression(condition.getTextContent()).isSuccess())
				.as("parses: %s", condition.getTextContent())
				.isTrue();
		});
	}

	@Test
	void conditionsAndTimersReadOnlyDeclaredNames() {
		var functions = Stream.of(SelfieRegistrationProcess.class, SelfieVerificationProcess.class)
			.flatMap((contract) -> constantsOf(contract, "Functions").stream())
			.toList();
		assertThat(all(ConditionExpression.class)).allSatisfy((condition) -> {
			var expression = TEXT.matcher(condition.getTextContent()).replaceAll("");
			assertThat(NAME.matcher(expression).results().map(MatchResult::group)).allMatch(
					(name) -> this.variables.contains(name) || functions.contains(name) || FEEL_WORDS.contains(name));
		});
		assertThat(all(TimeDate.class)).allSatisfy(
				(date) -> assertThat(this.variables).map((name) -> "${" + name + "}").contains(date.getTextContent()));
	}

	@Test
	void holdsNoCodeAndNothingThatIsLostOnSave() {
		assertThat(all(ScriptTask.class)).isEmpty();
		assertThat(all(Script.class)).isEmpty();
		assertThat(all(CamundaScript.class)).isEmpty();
		assertThat(all(CamundaExecutionListener.class))
			.allSatisfy((listener) -> assertThat(listener.getCamundaDelegateExpression())
				.matches("#\\{[a-z][A-Za-z]*Listener}"));
		assertThat(this.source).doesNotContain("<!--", "camunda:class", "camunda:expression", "&#160;", "&#xA0;",
				"\u00A0");
	}

	@Test
	void everythingIsDrawnWithStraightLines() {
		assertThat(all(FlowNode.class))
			.allSatisfy((node) -> assertThat(node.getDiagramElement()).as("shape of %s", node.getId()).isNotNull());
		assertThat(all(SequenceFlow.class))
			.allSatisfy((flow) -> assertThat(flow.getDiagramElement()).as("edge of %s", flow.getId()).isNotNull());
		assertThat(all(BpmnEdge.class)).allSatisfy((edge) -> {
			var points = List.copyOf(edge.getWaypoints());
			assertThat(points).hasSizeGreaterThanOrEqualTo(2);
			for (int i = 1; i < points.size(); i++) {
				assertThat(isStraight(points.get(i - 1), points.get(i))).as("line %s of %s", i, edge.getId()).isTrue();
			}
		});
	}

	@Test
	void itsPictureShowsEveryElementAndEveryName() throws IOException {
		var picture = Files.readString(Path.of("docs", this.key + ".svg"));
		assertThat(SHOWN_ELEMENT.matcher(picture).results().map((result) -> result.group(1)).distinct())
			.containsExactlyInAnyOrderElementsOf(all(FlowElement.class).stream().map(FlowElement::getId).toList());
		assertThat(SHOWN_NAME.matcher(picture).results().map((result) -> withoutTagsAndSpaces(result.group(1))))
			.containsExactlyInAnyOrderElementsOf(all(FlowElement.class).stream()
				.map(FlowElement::getName)
				.filter(Objects::nonNull)
				.map(ProcessModelRules::withoutTagsAndSpaces)
				.toList());
	}

	protected final <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
		return this.model.getModelElementsByType(type);
	}

	protected final <T extends ModelElementInstance> T element(String id) {
		return this.model.getModelElementById(id);
	}

	/** Returns the waits between the tries, as the model writes them. */
	protected static List<Duration> retriesOf(FlowNode node) {
		return node.getExtensionElements()
			.getElementsQuery()
			.filterByType(CamundaFailedJobRetryTimeCycle.class)
			.list()
			.stream()
			.flatMap((cycle) -> Stream.of(cycle.getTextContent().split(",")))
			.map(Duration::parse)
			.toList();
	}

	/** Returns the texts that a nested class of a contract declares, if there is one. */
	protected static List<String> constantsOf(Class<?> contract, String nested) {
		return Arrays.stream(contract.getDeclaredClasses())
			.filter((type) -> type.getSimpleName().equals(nested))
			.flatMap((type) -> constantsOf(type).stream())
			.toList();
	}

	/** Returns the texts that a class declares. */
	protected static List<String> constantsOf(Class<?> type) {
		return Arrays.stream(type.getDeclaredFields())
			.filter((field) -> field.getType() == String.class)
			.map((field) -> (String) valueOf(field))
			.toList();
	}

	/** Returns the names of all variables of the module and of workflows. */
	protected static List<String> variables() {
		return variables(SelfieRegistrationProcess.class);
	}

	/** Returns the names of all variables that a contract declares. */
	protected static List<String> variables(Class<?> contract) {
		return Arrays.stream(contract.getDeclaredClasses())
			.filter((type) -> type.getSimpleName().equals("Variables"))
			.flatMap((type) -> Arrays.stream(type.getDeclaredFields()))
			.filter((field) -> field.getType() == ProcessVariable.class)
			.map((field) -> ((ProcessVariable<?>) valueOf(field)).name())
			.toList();
	}

	private static Object valueOf(Field field) {
		try {
			return field.get(null);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String typeOf(FlowElement element) {
		if (element instanceof SequenceFlow) {
			return "flow";
		}
		if (element instanceof Gateway) {
			return "gateway";
		}
		if (element instanceof BoundaryEvent) {
			return "event";
		}
		return element.getElementType().getTypeName();
	}

	private static String stemOf(ModelElementInstance element) {
		var id = ((FlowElement) element).getId();
		return id.substring(id.indexOf('_') + 1);
	}

	private static String withoutTagsAndSpaces(String text) {
		return text.replaceAll("<[^>]*>|\\s", "");
	}

	private static boolean isStraight(Waypoint from, Waypoint to) {
		return Objects.equals(from.getX(), to.getX()) || Objects.equals(from.getY(), to.getY());
	}

}
