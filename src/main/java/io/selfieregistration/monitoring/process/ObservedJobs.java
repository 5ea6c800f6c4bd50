package io.selfieregistration.monitoring.process;

import java.util.Optional;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.bpmn.delegate.JavaDelegateInvocation;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.ExecuteJobsCmd;
import org.camunda.bpm.engine.impl.delegate.DefaultDelegateInterceptor;
import org.camunda.bpm.engine.impl.delegate.DelegateInvocation;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

import io.selfieregistration.request.LogContext;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestTraces;
import io.selfieregistration.workflow.process.EngineExtensions;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess.Variables;

import org.springframework.stereotype.Component;

/**
 * Propagates log context (MDC) and traces through the engine: each job logs the request
 * it works on, and each delegate is a span in the trace of that request.
 */
@Component
class ObservedJobs extends AbstractProcessEnginePlugin {

	private final RequestTraces traces;

	ObservedJobs(RequestTraces traces) {
		this.traces = traces;
	}

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		configuration.setLoggingContextActivityId("activity_id");
		configuration.setLoggingContextProcessInstanceId("process_instance_id");
		configuration.setLoggingContextProcessDefinitionKey("process_definition");
		// The other entries are constant or redundant.
		configuration.setLoggingContextActivityName(null);
		configuration.setLoggingContextApplicationName(null);
		configuration.setLoggingContextBusinessKey(null);
		configuration.setLoggingContextProcessDefinitionId(null);
		configuration.setLoggingContextTenantId(null);
		configuration.setLoggingContextEngineName(null);
		configuration.setDelegateInterceptor(new ObservedDelegates(this.traces));
		configuration.setCustomPreCommandInterceptorsTxRequired(EngineExtensions
			.with(configuration.getCustomPreCommandInterceptorsTxRequired(), new JobMdcInterceptor()));
	}

	/** Clears the log context (MDC) after a job and its transaction listeners. */
	private static final class JobMdcInterceptor extends CommandInterceptor {

		@Override
		public <T> T execute(Command<T> command) {
			return (command instanceof ExecuteJobsCmd) ? LogContext.within(() -> this.next.execute(command))
					: this.next.execute(command);
		}

	}

	/** Wraps every call of the engine to our code. */
	private static final class ObservedDelegates extends DefaultDelegateInterceptor {

		private final RequestTraces traces;

		private ObservedDelegates(RequestTraces traces) {
			this.traces = traces;
		}

		@Override
		public void handleInvocation(DelegateInvocation invocation) throws Exception {
			if (invocation instanceof JavaDelegateInvocation
					&& invocation.getContextExecution() instanceof DelegateExecution execution) {
				Optional<RequestId> request = requestOf(execution);
				if (request.isPresent()) {
					handle(invocation, execution, request.get());
					return;
				}
			}
			super.handleInvocation(invocation);
		}

		private void handle(DelegateInvocation invocation, DelegateExecution execution, RequestId request)
				throws Exception {
			LogContext.about(request);
			Variables.APPLICATION_ID.find(execution).ifPresent((id) -> LogContext.about(request, id));
			RequestTraces.Span span = this.traces.begin(request, execution.getCurrentActivityId());
			try {
				super.handleInvocation(invocation);
			}
			catch (Exception ex) {
				span.failed(ex);
				throw ex;
			}
			finally {
				span.end();
			}
		}

		/**
		 * The business key is the id of the request, except for the process that delivers
		 * a message.
		 */
		private static Optional<RequestId> requestOf(DelegateExecution execution) {
			return RequestId.parse(execution.getProcessBusinessKey())
				.or(() -> Variables.REQUEST_ID.find(execution).flatMap(RequestId::parse));
		}

	}

}
