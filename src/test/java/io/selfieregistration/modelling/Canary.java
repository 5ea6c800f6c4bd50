package io.selfieregistration.modelling;

import java.util.concurrent.atomic.AtomicInteger;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;

/** Counts how often a hostile model ran code. */
public class Canary implements JavaDelegate, ExecutionListener, TaskListener {

	private static final AtomicInteger TOUCHED = new AtomicInteger();

	/** What hostile expressions call. */
	public static String touch() {
		TOUCHED.incrementAndGet();
		return "touched";
	}

	static int touched() {
		return TOUCHED.get();
	}

	@Override
	public void execute(DelegateExecution execution) {
		touch();
	}

	@Override
	public void notify(DelegateExecution execution) {
		touch();
	}

	@Override
	public void notify(DelegateTask task) {
		touch();
	}

}
