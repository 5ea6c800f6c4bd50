package io.selfieregistration.operator.process;

import java.util.List;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;

import io.selfieregistration.operator.EngineUsers;

import org.springframework.stereotype.Component;

/** Users in the identity tables of the Camunda engine. */
@Component
class CamundaEngineUsers implements EngineUsers {

	private final IdentityService identity;

	private final ProcessEngineConfigurationImpl configuration;

	CamundaEngineUsers(ProcessEngine engine) {
		this.identity = engine.getIdentityService();
		this.configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
	}

	/**
	 * {@code IdentityService.checkPassword} would lock the user after a wrong password,
	 * so that anybody could keep operators out; the hash is compared here instead.
	 */
	@Override
	public boolean authenticate(String userId, String password) {
		UserEntity user = (UserEntity) this.identity.createUserQuery().userId(userId).singleResult();
		if (user == null || user.getPassword() == null || password.isEmpty()) {
			return false;
		}
		String salted = EncryptionUtil.saltPassword(password, user.getSalt());
		return this.configuration.getPasswordManager().check(salted, user.getPassword());
	}

	@Override
	public boolean isAdministrator(String userId) {
		return this.identity.createGroupQuery().groupMember(userId).groupId(Groups.CAMUNDA_ADMIN).count() > 0;
	}

	@Override
	public <E extends Exception> void runAs(String userId, EngineWork<E> work) throws E {
		List<String> groups = this.identity.createGroupQuery()
			.groupMember(userId)
			.list()
			.stream()
			.map(Group::getId)
			.toList();
		this.identity.setAuthentication(userId, groups);
		try {
			work.run();
		}
		finally {
			this.identity.clearAuthentication();
		}
	}

}
