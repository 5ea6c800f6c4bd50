/** The deployed workflows by HTTP. */
package io.selfieregistration.workflow.web;
