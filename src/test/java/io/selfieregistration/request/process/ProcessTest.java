package io.selfieregistration.request.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.selfieregistration.SelfieRegistrationApplication;
import io.selfieregistration.system.CountedStatements;
import io.selfieregistration.system.SystemContext;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of a process on a real database, in which nothing happens by itself: the test
 * runs each job and brings each message. All tests with this annotation share one
 * application.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = SelfieRegistrationApplication.class, properties = "camunda.bpm.job-execution.enabled=false")
@ContextConfiguration(initializers = SystemContext.class)
@Import(ProcessTest.Coverage.class)
@interface ProcessTest {

	@TestConfiguration(proxyBeanMethods = false)
	class Coverage {

		@Bean
		ProcessCoverage processCoverage() {
			return new ProcessCoverage();
		}

		@Bean
		static CountedStatements countedStatements() {
			return new CountedStatements();
		}

	}

}
