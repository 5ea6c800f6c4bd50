package io.selfieregistration.monitoring.process;

import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.spring.boot.starter.configuration.impl.DefaultJobConfiguration.JobConfiguration;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;

/** Provides the job executor, with the settings of {@code camunda.bpm.job-execution}. */
@Configuration(proxyBeanMethods = false)
class JobExecutorConfiguration {

	@Bean
	@ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", havingValue = "true", matchIfMissing = true)
	JobExecutor jobExecutor(@Qualifier("camundaTaskExecutor") TaskExecutor threads, CamundaBpmProperties properties) {
		JobExecutor executor = new SparingJobExecutor();
		BeanUtils.copyProperties(JobConfiguration.jobExecutor(threads, properties), executor);
		return executor;
	}

}
