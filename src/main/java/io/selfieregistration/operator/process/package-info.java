/** Users, tenants and limits of the Camunda engine. */
package io.selfieregistration.operator.process;
