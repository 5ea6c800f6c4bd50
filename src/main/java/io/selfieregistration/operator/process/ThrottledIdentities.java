package io.selfieregistration.operator.process;

import java.time.Clock;
import java.util.Optional;

import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

import io.selfieregistration.login.LoginThrottle;
import io.selfieregistration.web.Calls;

/**
 * The users of the engine, whose passwords are guessed slowly whichever way they come in:
 * the web applications, {@code engine-rest}, our administration, or a call of the engine
 * that verifies one. Replaces the lock of the engine, with which one caller keeps all
 * others of the same user out.
 */
final class ThrottledIdentities extends DbIdentityServiceProvider {

	private final LoginThrottle throttle;

	private ThrottledIdentities(LoginThrottle throttle) {
		this.throttle = throttle;
	}

	@Override
	public boolean checkPassword(String userId, String password) {
		return userId != null && password != null && !password.isEmpty()
				&& this.throttle.check(Calls.callerAddress(), userId, password, () -> find(userId, password))
					.isPresent();
	}

	private Optional<UserEntity> find(String userId, String password) {
		return Optional.ofNullable(findUserById(userId))
			.filter((user) -> user.getPassword() != null && matchPassword(password, user));
	}

	/** One throttle for all sessions of an engine. */
	static final class Factory implements SessionFactory {

		private final LoginThrottle throttle;

		Factory(Clock clock) {
			this.throttle = new LoginThrottle(clock);
		}

		@Override
		public Class<?> getSessionType() {
			return ThrottledIdentities.class;
		}

		@Override
		public Session openSession() {
			return new ThrottledIdentities(this.throttle);
		}

	}

}
