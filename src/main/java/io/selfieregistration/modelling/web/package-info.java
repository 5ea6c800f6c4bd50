/** Downloads for analysts. */
package io.selfieregistration.modelling.web;
