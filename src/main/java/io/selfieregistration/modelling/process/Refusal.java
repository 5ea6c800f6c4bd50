package io.selfieregistration.modelling.process;

import org.w3c.dom.Element;

/**
 * Why a model is not deployed, one sentence each that says what to do. {@code %s} stands
 * for the element or file, and for what was found there.
 */
enum Refusal {

	FILE_KIND(
			"The file '%s' cannot be deployed: put models into .bpmn, decisions into .dmn and forms into .form files"),

	FILE_SIZE("The file '%s' is larger than %s KB: split it"),

	NO_XML("The file '%s' cannot be read as XML: %s"),

	NO_MODEL("The file '%s' cannot be read as a model: %s"),

	ID("The file '%s' holds the id '%s': write one that begins with a letter and has no spaces"),

	CAMUNDA_8(
			"The file '%s' is a diagram for Camunda 8, and this service runs Camunda 7: draw it as a diagram for Camunda"
					+ " Platform 7"),

	TENANT_UNKNOWN("The tenant '%s' does not exist: fill in your workspace as Tenant ID"),

	NO_FORM("The file '%s' cannot be read as a form: draw it in Camunda Modeler"),

	DOCUMENT_TYPE("The file '%s' declares a document type: remove the line with DOCTYPE"),

	TOO_MANY_ELEMENTS("The file '%s' holds more than %s elements: split it"),

	TOO_DEEP("The file '%s' nests elements deeper than %s: draw it with fewer sub processes in each other"),

	NAME("The file '%s' holds the name '%s': write it without control characters and characters that change its direction"),

	TOO_MANY_STEPS("%s has more than %s steps: split it into several processes"),

	TOO_MANY_FLOWS("%s has more than %s sequence flows: split it into several processes"),

	KEY_TAKEN("%s has the id of a process that belongs to this service: give it another id"),

	UNKNOWN_ELEMENT("%s holds '%s', which models may not hold here: remove it"),

	UNKNOWN_ATTRIBUTE("%s has the attribute '%s', which models may not have here: remove it"),

	SCRIPT("%s runs a script: write it in FEEL, a script task with a result variable"),

	CLASS("%s names a Java class: use a step of an element template or a user task instead"),

	LISTENER("%s has a listener, which runs code: remove it"),

	CONNECTOR("%s has a connector, which runs code: make it an external task, which a worker of yours completes"),

	NO_IMPLEMENTATION("%s does nothing yet: apply an element template, or make it an external task with a topic"),

	NO_DECISION("%s links no decision: enter the id of one, or make it an external task with a topic"),

	NO_TOPIC("%s is an external task without a topic: enter the topic that your worker asks for"),

	NO_CALLED("%s calls no process: enter the id of one as called element"),

	DELEGATE("%s names '%s': the only delegate that models may name is #{publishResultDelegate}"),

	TASK_TYPE("%s is of the type '%s': use a step of an element template, a user task or an external task instead"),

	EXPRESSION("%s holds the expression '%s': only a plain variable such as ${age} can stand there"),

	RELATIVE_TIME("%s computes the time '%s': write the duration %s instead"),

	TOO_MANY_VARIABLES("%s holds more than %s variables in one text: put them into several"),

	PAGE_CODE("%s holds '%s', which Cockpit and Tasklist could run: write it without {{"),

	NO_VARIABLE("%s reads '%s', which is no variable of the process"),

	CONDITION_LANGUAGE("%s decides in the language '%s': set the language of the condition to feel"),

	CONDITION("%s decides by the text '%s': write a FEEL condition with the language feel"),

	FEEL("%s has FEEL that %s"),

	TEXT("%s takes '%s' for %s, but modules give texts, so it never holds: write %s"),

	COMPLETION("%s ends its runs by '%s': write FEEL with the language feel, or compare nrOfCompletedInstances,"
			+ " nrOfActiveInstances or nrOfInstances with a number, as in ${nrOfCompletedInstances >= 2}"),

	FORM_KEY("%s has the form '%s': link a Camunda Form by its id instead"),

	FORM_CODE(
			"%s has a form field with '%s', which Tasklist could run: write plain words, and ids of letters, digits and _"),

	FORM_COMPONENT("The file '%s' has a form component of the type '%s': use those that show no page of their own"),

	CALLED_COMPUTED("%s calls '%s': write the id of one process instead"),

	CALLED_MISSING("%s calls '%s', which is not deployed: deploy it first, or correct the id"),

	DECISION_MISSING("%s links the decision '%s', which is not deployed: deploy it with the model, or correct the id"),

	FORM_MISSING("%s links the form '%s', which is not deployed: deploy it with the model, or correct the id"),

	CALLED_OWN("%s calls '%s', which belongs to this service: only its modules can be called"),

	CALLED_IN_CIRCLE("%s calls '%s', which calls it again: a process must not call itself"),

	CALLED_TOO_OFTEN("%s calls '%s', which makes more than %s process instances of one: call fewer processes"),

	SIGNAL_THROWN(
			"%s throws a signal, which reaches processes of everybody: end the process or call another one instead"),

	VARIABLE_WATCHED("%s waits for a condition, which can become true again and again: wait for a message or a timer"
			+ " instead"),

	LOOP_SIZE("%s runs '%s' times: write a number from 1 to %s, or name a collection"),

	LOOP_IN_LOOP("%s runs several times within something that runs several times: use one of the two"),

	ENDLESS("%s can follow itself without end: put a user task, a message or a timer of a second or longer into the"
			+ " loop"),

	UNJOINED("%s is reached by several ways that run at once: join them in a gateway before it"),

	TIMER("%s has the timer '%s': write a duration of a second or longer such as PT24H, a time or a plain variable"),

	CYCLE("%s has the cycle '%s': write how often and a duration of a minute or longer, such as R3/PT10M"),

	RETRIES("%s is retried '%s': write R and a number up to 100 and a duration, or durations with commas between them"),

	DECISION_LANGUAGE("%s has the expression language '%s': decisions are written in FEEL"),

	DECISION_GROWTH("%s makes more than %s times as much of its inputs, with the decisions that it requires: join fewer"
			+ " texts or lists");

	private final String sentence;

	Refusal(String sentence) {
		this.sentence = sentence;
	}

	/** The sentence, in which {@code %s} stands for what it is about. */
	String sentence() {
		return this.sentence;
	}

	/**
	 * Says what is wrong with an element; the sentence begins with its description.
	 * @param subjects what else the sentence names
	 */
	ModelProblem about(Element element, Object... subjects) {
		Object[] all = new Object[subjects.length + 1];
		all[0] = Elements.described(element);
		System.arraycopy(subjects, 0, all, 1, subjects.length);
		return of(Elements.id(element), all);
	}

	/**
	 * Says what is wrong.
	 * @param element id of the element that it is about, or null
	 */
	ModelProblem of(String element, Object... subjects) {
		return new ModelProblem(element, this.sentence.formatted(subjects));
	}

}
