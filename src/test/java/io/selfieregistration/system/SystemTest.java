package io.selfieregistration.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.selfieregistration.SelfieRegistrationApplication;

import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the whole application on a real PostgreSQL, a real S3 server and a real mail
 * server. All tests with this annotation share one application, so they add no settings
 * of their own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = SelfieRegistrationApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT,
		properties = { "camunda.bpm.generate-unique-process-engine-name=false", "system.proxies=true",
				"management.tracing.enabled=true", "management.tracing.sampling.probability=1.0" })
@AutoConfigureObservability
@ContextConfiguration(initializers = SystemContext.class)
@Import(SystemFixtures.class)
public @interface SystemTest {

}
