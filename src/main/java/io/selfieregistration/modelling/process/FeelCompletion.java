package io.selfieregistration.modelling.process;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.bpmn.behavior.MultiInstanceActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.delegate.ScriptInvocation;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.scripting.ExecutableScript;
import org.camunda.bpm.engine.impl.util.ScriptUtil;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Evaluates a completion condition in FEEL as the engine does the condition of a sequence
 * flow. The engine itself takes every completion condition for JUEL, whatever language it
 * names.
 */
class FeelCompletion extends AbstractBpmnParseListener {

	@Override
	public void parseMultiInstanceLoopCharacteristics(Element activityElement, Element loop, ActivityImpl activity) {
		Element condition = loop.element("completionCondition");
		if (condition != null && "feel".equals(condition.attribute("language"))) {
			String text = condition.getText().strip();
			((MultiInstanceActivityBehavior) activity.getActivityBehavior()).setCompletionConditionExpression(
					new Condition(text, ScriptUtil.getScriptFromSource("feel", text, ScriptUtil.getScriptFactory())));
		}
	}

	private record Condition(String text, ExecutableScript script) implements Expression {

		@Override
		public Object getValue(VariableScope scope) {
			ScriptInvocation invocation = new ScriptInvocation(this.script, scope);
			try {
				Context.getProcessEngineConfiguration().getDelegateInterceptor().handleInvocation(invocation);
			}
			catch (RuntimeException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new ProcessEngineException("The completion condition '" + this.text + "' cannot be evaluated",
						ex);
			}
			return invocation.getInvocationResult();
		}

		@Override
		public void setValue(Object value, VariableScope scope) {
			throw new UnsupportedOperationException("A condition cannot be set");
		}

		@Override
		public String getExpressionText() {
			return this.text;
		}

		@Override
		public boolean isLiteralText() {
			return false;
		}

	}

}
