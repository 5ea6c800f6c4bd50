package io.selfieregistration.modelling.process;

import java.util.List;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Ends what runs on and on without waiting, where no look at a model could tell: events
 * that cause each other, processes that start others which start others. The transaction
 * is rolled back, and no error event of a model can catch it.
 */
class StepLimit extends AbstractBpmnParseListener implements ExecutionListener, SessionFactory {

	/** Most steps in one transaction, those of called processes included. */
	static final int LIMIT = 2_000;

	@Override
	public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
		definitions.forEach(this::count);
	}

	private void count(ScopeImpl scope) {
		scope.getActivities().forEach((activity) -> {
			// Built in, as operators may skip the listeners of models.
			activity.addBuiltInListener(EVENTNAME_START, this);
			count(activity);
		});
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (Context.getCommandContext().getSession(Steps.class).isOneTooMany()) {
			// Without a cause: one that has a cause could be caught in the model.
			throw new ProcessEngineException("More than " + LIMIT + " steps run without waiting: put a user task,"
					+ " a message or a timer between them");
		}
	}

	@Override
	public Class<?> getSessionType() {
		return Steps.class;
	}

	@Override
	public Session openSession() {
		return new Steps();
	}

	/** Counts the steps of one transaction. */
	private static final class Steps implements Session {

		private int number;

		private boolean isOneTooMany() {
			return ++this.number > LIMIT;
		}

		@Override
		public void flush() {
			// There is nothing to write.
		}

		@Override
		public void close() {
			// There is nothing to close.
		}

	}

}
