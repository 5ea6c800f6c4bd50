/** API of the deployed workflows. */
package io.selfieregistration.workflow.web;
