package io.selfieregistration.intake.process;

import java.util.EnumSet;
import java.util.Set;

import org.camunda.bpm.engine.impl.history.HistoryLevelFull;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;

import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;
import io.selfieregistration.workflow.process.WorkflowDefinitions;

/**
 * The full history level without two things: the start variables of a workflow, which may
 * be personal until {@link TakeOverRequestListener} has moved them to the request; and
 * the costliest entries of little use, namely jobs that did not fail, earlier values of
 * variables, and variables of the processes that come with the service and are not
 * workflows: a workflow or our own tables keep the same values.
 */
class LeanHistoryLevel extends HistoryLevelFull {

	private static final Set<HistoryEventTypes> LEFT_OUT = EnumSet.of(HistoryEventTypes.JOB_CREATE,
			HistoryEventTypes.JOB_SUCCESS, HistoryEventTypes.JOB_DELETE,
			HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL);

	private final Set<String> ownProcesses;

	/**
	 * @param ownProcesses keys of the processes whose variables are left out
	 */
	LeanHistoryLevel(Set<String> ownProcesses) {
		this.ownProcesses = ownProcesses;
	}

	@Override
	public boolean isHistoryEventProduced(HistoryEventType eventType, Object entity) {
		return super.isHistoryEventProduced(eventType, entity) && !LEFT_OUT.contains(eventType)
				&& !isStartVariable(eventType, entity) && !isOfOwnProcess(entity);
	}

	private boolean isOfOwnProcess(Object entity) {
		return entity instanceof VariableInstanceEntity variable && variable.getExecution() != null
				&& variable.getExecution().getProcessDefinition() != null
				&& this.ownProcesses.contains(variable.getExecution().getProcessDefinition().getKey());
	}

	private static boolean isStartVariable(HistoryEventType eventType, Object entity) {
		if (entity instanceof VariableInstanceEntity variable) {
			return !isOurs(variable) && variable.getExecution() != null && isBeingTakenOver(variable.getExecution());
		}
		return eventType == HistoryEventTypes.FORM_PROPERTY_UPDATE && entity instanceof ExecutionEntity execution
				&& isBeingTakenOver(execution);
	}

	/** The two variables that the listener sets after removing all others. */
	private static boolean isOurs(VariableInstanceEntity variable) {
		ExecutionEntity execution = variable.getExecution();
		return execution != null && (Variables.REQUEST_ID.name().equals(variable.getName())
				|| Variables.APPLICATION_ID.name().equals(variable.getName())) && isTakenOver(execution);
	}

	private static boolean isBeingTakenOver(ExecutionEntity execution) {
		return execution.isProcessInstanceStarting() && WorkflowDefinitions.isWorkflow(execution.getProcessDefinition())
				&& !isTakenOver(execution);
	}

	private static boolean isTakenOver(ExecutionEntity execution) {
		return execution.getProcessInstance().hasVariableLocal(Variables.REQUEST_ID.name());
	}

}
